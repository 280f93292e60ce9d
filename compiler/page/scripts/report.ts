/**
 * What a report's page does: its tables sort by their columns, and breakdowns of the same figures take turns. Without it,
 * and on paper, everything is there one after the other.
 */

/** A column's cells sort by `data-v` where their text is rounded; empty ones come last either way. */
function sortBy(table: HTMLTableElement, column: number, descending: boolean): void {
  const body = table.tBodies[0]!;
  const keyOf = (row: HTMLTableRowElement): string => {
    const cell = row.cells[column]!;
    return cell.dataset['v'] ?? cell.textContent;
  };
  const rows = [...body.rows].map((row) => ({ row, key: keyOf(row), number: Number(keyOf(row)) }));
  const numeric = rows.every(({ key, number }) => key === '' || !Number.isNaN(number));
  rows.sort((a, b) => {
    if (a.key === '' || b.key === '') return Number(a.key === '') - Number(b.key === '');
    const order = numeric ? a.number - b.number : a.key.localeCompare(b.key, 'en', { numeric: true });
    return descending ? -order : order;
  });
  body.append(...rows.map(({ row }) => row));
}

/** Heads become buttons; pressing one again turns the order round. Figures start with the largest. */
function makeSortable(table: HTMLTableElement): void {
  const heads = [...table.tHead!.rows[0]!.cells];
  heads.forEach((head, column) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener('click', () => {
      const order = head.getAttribute('aria-sort');
      const descending = order === null ? !head.classList.contains('text') : order === 'ascending';
      for (const other of heads) other.removeAttribute('aria-sort');
      head.setAttribute('aria-sort', descending ? 'descending' : 'ascending');
      sortBy(table, column, descending);
    });
  });
}

/** Panels become tabs (WAI-ARIA's pattern: arrows, Home and End choose). */
function makeTabs(group: HTMLElement): void {
  const panels = [...group.querySelectorAll<HTMLElement>(':scope > .panel')];
  const list = document.createElement('div');
  list.setAttribute('role', 'tablist');
  list.setAttribute('aria-label', group.dataset['tabs']!);
  const tabs = panels.map((panel) => {
    const tab = document.createElement('button');
    tab.type = 'button';
    tab.id = `${panel.id}-tab`;
    tab.setAttribute('role', 'tab');
    tab.setAttribute('aria-controls', panel.id);
    tab.textContent = `by ${panel.dataset['tab']!}`;
    panel.setAttribute('role', 'tabpanel');
    panel.setAttribute('aria-labelledby', tab.id);
    return tab;
  });
  const choose = (chosen: number): void => {
    tabs.forEach((tab, i) => {
      tab.setAttribute('aria-selected', String(i === chosen));
      tab.tabIndex = i === chosen ? 0 : -1;
      panels[i]!.hidden = i !== chosen;
    });
  };
  tabs.forEach((tab, i) => {
    tab.addEventListener('click', () => choose(i));
    tab.addEventListener('keydown', (event) => {
      const moves: Readonly<Record<string, number>> = {
        ArrowLeft: i - 1,
        ArrowRight: i + 1,
        Home: 0,
        End: tabs.length - 1,
      };
      const to = moves[event.key];
      if (to === undefined) return;
      event.preventDefault();
      const next = (to + tabs.length) % tabs.length;
      choose(next);
      tabs[next]!.focus();
    });
  });
  list.append(...tabs);
  group.prepend(list);
  group.classList.add('tabbed');
  choose(
    Math.max(
      0,
      panels.findIndex(({ dataset }) => dataset['tab'] === group.dataset['first']),
    ),
  );
}

for (const table of document.querySelectorAll<HTMLTableElement>('table.sortable')) makeSortable(table);
for (const group of document.querySelectorAll<HTMLElement>('[data-tabs]')) makeTabs(group);

export {};
