/**
 * What a diff's page does: a block that is pointed at or focused, in a picture or in a table, is shown in both pictures and
 * in every table. Rows know their block in both specs; a block of a picture knows itself, and a row tells the other.
 */

type BlockSide = 'before' | 'after';
/** Ids in the two specs; empty where there is none. */
type Pointed = Readonly<Record<BlockSide, string>>;

function watchPointing(): void {
  const both: readonly BlockSide[] = ['before', 'after'];
  const rows = [...document.querySelectorAll<HTMLTableRowElement>('tr[data-after]')];
  const pictures = both.map((side) => {
    const figure = document.querySelector(`figure[data-side=${side}]`)!;
    const blocks = [...figure.querySelectorAll<SVGElement>('.block')];
    return { side, blocks, edges: [...figure.querySelectorAll<SVGElement>('.edge[data-to]')] };
  });
  const sides = document.querySelector('.sides')!;
  const status = document.getElementById('pointed')!;
  const idsOf = ({ dataset }: HTMLElement): Pointed => ({ before: dataset['before']!, after: dataset['after']! });

  const point = (pointed: Pointed | undefined): void => {
    sides.classList.toggle('pointing', pointed !== undefined);
    for (const row of rows) {
      const { before, after } = idsOf(row);
      row.classList.toggle('pointed', before === pointed?.before && after === pointed.after);
    }
    for (const { side, blocks, edges } of pictures) {
      const is = (id: string | undefined): boolean => id !== '' && id !== undefined && id === pointed?.[side];
      for (const block of blocks) block.classList.toggle('pointed', is(block.dataset['block']));
      for (const { classList, dataset } of edges) classList.toggle('pointed', is(dataset['from']) || is(dataset['to']));
    }
    const named = (id: string): string => (id === '' ? '(none)' : id);
    status.textContent = pointed === undefined ? '' : `${named(pointed.before)} before, ${named(pointed.after)} after`;
  };

  const listen = (element: HTMLElement | SVGElement, pointed: Pointed): void => {
    for (const event of ['pointerenter', 'focus']) element.addEventListener(event, () => point(pointed));
    for (const event of ['pointerleave', 'blur']) element.addEventListener(event, () => point(undefined));
  };
  for (const row of rows) listen(row, idsOf(row));
  for (const { side, blocks } of pictures)
    for (const block of blocks) {
      const id = block.dataset['block']!;
      const row = rows.find(({ dataset }) => dataset[side] === id);
      listen(block, row === undefined ? { before: '', after: '', [side]: id } : idsOf(row));
    }

  const stack = document.getElementById('stack')!;
  stack.addEventListener('click', () => stack.setAttribute('aria-pressed', String(sides.classList.toggle('stacked'))));
}

watchPointing();

export {};
