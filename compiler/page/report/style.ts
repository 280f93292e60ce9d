/** CSS of a report's page, after that of the frame. */
export const reportStyle = `
.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(13rem, 1fr)); gap: 0.75rem; margin: 1rem 0; }
.cards > div { background: var(--panel); border: 1px solid var(--line); border-radius: 0.5rem; padding: 0.6rem 0.9rem; }
.cards dt { color: var(--muted); }
.cards dd { margin: 0; font-size: 1.35rem; font-weight: 600; font-variant-numeric: tabular-nums; }
.cards dd small { display: block; font-size: 0.8rem; font-weight: 400; }
.facts { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 0.25rem 1rem; margin: 1rem 0; }
.facts dt { color: var(--muted); }
.facts dd { margin: 0; overflow-wrap: anywhere; }
table:not(.sortable) td.text { white-space: normal; min-width: 8rem; }
.scroll + .scroll { margin-top: 1rem; }
table.sortable td.text { white-space: nowrap; }
figure .scroll { color: var(--ink); }
figure .scroll > svg { max-width: none; display: block; margin: 0 auto; }
[role='tablist'] { display: flex; flex-wrap: wrap; gap: 0.4rem; margin: 0.5rem 0; }
[role='tab'][aria-selected='true'] { background: var(--accent-soft); border-color: var(--accent); color: var(--ink); }
.tabbed > .panel > .panel-title { display: none; }
.panel-title { font-weight: 600; margin: 1rem 0 0.25rem; }
th > button {
  border: 0; padding: 0; background: none; font-weight: inherit; color: inherit; text-align: inherit; white-space: nowrap;
}
th > button::after { content: '↕'; color: var(--muted); padding-left: 0.3em; }
th[aria-sort='ascending'] > button::after { content: '↑'; color: var(--accent); }
th[aria-sort='descending'] > button::after { content: '↓'; color: var(--accent); }
.spec { margin-top: 3.5rem; }
footer { margin-top: 3rem; border-top: 1px solid var(--line); padding-top: 0.75rem; }
@media (max-width: 40rem) {
  .facts { grid-template-columns: minmax(0, 1fr); gap: 0; }
  .facts dd { margin-bottom: 0.5rem; }
}
@media print {
  [role='tablist'], th > button::after { display: none; }
  .tabbed > .panel[hidden] { display: block; }
  .tabbed > .panel > .panel-title { display: block; break-after: avoid; }
  table.sortable td.text, td.text { white-space: normal; overflow-wrap: anywhere; }
  figure .scroll > svg { max-width: 100%; max-height: 165mm; }
  .cards dd { font-size: 12pt; }
  .spec { break-before: page; margin-top: 0; }
}
`;
