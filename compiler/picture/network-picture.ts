/** The picture of a network as SVG. */
import type { ResolvedSpec } from '../resolve/resolved-spec.ts';
import type { Report } from '../schema/report-types.generated.ts';
import { markup } from './markup.ts';
import { drawnNetwork } from './network.ts';

export interface PictureOptions {
  /** Figure that shades blocks and is written on them; default macs. */
  readonly weigh?: 'macs' | 'params' | 'memory' | undefined;
  /** Heat map of a profile, by block id: shares from 0 to 1, which shade blocks instead, and a text for each. */
  readonly heat?: ReadonlyMap<string, { readonly share: number; readonly label: string }> | undefined;
  /** What a comparison found, by block id or `from->to` of an edge. */
  readonly marks?: ReadonlyMap<string, 'added' | 'removed' | 'changed'> | undefined;
  /** Of all ids inside, for several pictures in one page. */
  readonly idPrefix?: string | undefined;
  /** Instead of the network's name. */
  readonly title?: string | undefined;
}

/** A complete `<svg>` element: blocks are `g.block[data-block]`, edges `g.edge[data-from][data-to]`. */
export function networkPicture(spec: ResolvedSpec, report: Report, { title }: PictureOptions = {}): string {
  const { nodes, edges } = drawnNetwork(spec, report);
  const top = Math.max(...nodes.map(({ level }) => level ?? 0));
  const at = new Map(
    nodes.map((node) => [node.id, { x: 20 + node.column * 90, y: 40 + (top + 1 - (node.level ?? 0)) * 80 }]),
  );
  const width = 40 + 90 * (1 + Math.max(...nodes.map(({ column }) => column)));
  const svg = markup`<svg xmlns="http://www.w3.org/2000/svg" role="img" width="${width}" height="${(top + 3) * 80}" font-family="system-ui, sans-serif">
<title>${title ?? spec.name}</title>
${edges.map(({ from, to }) => {
  const [a, b] = [at.get(from)!, at.get(to)!];
  return markup`<g class="edge" data-from="${from}" data-to="${to}"><path d="M${a.x + 60} ${a.y + 30}L${b.x} ${b.y + 30}" fill="none" stroke="#888"/></g>`;
})}
${nodes.map(({ id }) => {
  const { x, y } = at.get(id)!;
  return markup`<g class="block" data-block="${id}"><rect x="${x}" y="${y}" width="60" height="60" fill="#ddd"/><text x="${x + 30}" y="${y + 35}" text-anchor="middle">${id}</text></g>`;
})}
</svg>`;
  return svg.toString();
}
