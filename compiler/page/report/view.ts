/** What a report's page is made of: views, each with a heading, in the order in which people ask. */
import type { ResolvedSpec } from '../../resolve/resolved-spec.ts';
import type { Report, Roofline } from '../../schema/report-types.generated.ts';
import { markup, whole, type Markup } from '../../picture/markup.ts';
import { scrolling } from './table.ts';

/** All that a page says of one spec. */
export interface PageEntry {
  readonly spec: ResolvedSpec;
  /** With what is per op (`analysis/details.ts`). */
  readonly report: Report;
  /** One per device. */
  readonly rooflines: readonly Roofline[];
}

export interface View {
  readonly title: string;
  readonly body: Markup;
}

/** A drawing with words under it; wider than the window, it scrolls. */
export function figure(label: string, svg: string, caption: string | Markup): Markup {
  return markup`<figure>
${scrolling(label, whole(svg))}
<figcaption>${caption}</figcaption>
</figure>`;
}

/** What the figures mean. */
export function conventionList(convention: object): Markup {
  return markup`<dl class="facts">
${Object.entries(convention).map(([name, meaning]) => markup`<dt>${name}</dt><dd>${String(meaning)}</dd>\n`)}</dl>`;
}

/** Bytes as charts have them. */
export const mebibytes = (bytes: number): number => bytes / 2 ** 20;
