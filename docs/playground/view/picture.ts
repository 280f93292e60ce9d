/**
 * The picture, alive: blocks are buttons that open their panel, and the end of an edge can be dragged to another block. What
 * dragging does is also in the block's panel, for the keyboard. The drawing itself is `compiler/picture`'s.
 */
import { networkPicture } from '../../../compiler/picture/network-picture.ts';
import type { Design } from '../design.ts';

export interface PictureEvents {
  readonly onBlock: (id: string) => void;
  /** An edge's beginning was moved: `to` is to take `parent` instead of `from`. */
  readonly onRewire: (to: string, from: string, parent: string) => void;
}

export interface PictureView {
  readonly show: (design: Design) => void;
  readonly select: (id: string | undefined) => void;
  readonly svg: () => string;
}

export function createPicture(into: HTMLElement, { onBlock, onRewire }: PictureEvents): PictureView {
  let selected: string | undefined;
  let drawn = '';

  const mark = (): void => {
    for (const block of into.querySelectorAll<SVGGElement>('.block[data-block]')) {
      const isSelected = block.dataset['block'] === selected;
      block.classList.toggle('selected', isSelected);
      if (block.getAttribute('role') === 'button') block.setAttribute('aria-pressed', String(isSelected));
    }
  };
  const blockOf = (target: EventTarget | null): string | undefined =>
    target instanceof Element ? target.closest<SVGGElement>('.block[data-block]')?.dataset['block'] : undefined;

  into.addEventListener('click', ({ target }) => {
    const id = blockOf(target);
    if (id !== undefined) onBlock(id);
  });
  into.addEventListener('keydown', (event) => {
    const id = blockOf(event.target);
    if (id === undefined || (event.key !== 'Enter' && event.key !== ' ')) return;
    event.preventDefault();
    onBlock(id);
  });
  enableDragging(into, blockOf, onRewire);

  return {
    show({ spec, report }) {
      if (spec === undefined || report === undefined) return;
      const svg = networkPicture(spec, report);
      if (svg === drawn) return;
      const focused = blockOf(document.activeElement);
      drawn = svg;
      // Markup of our own writer, which escapes what comes from a spec.
      into.innerHTML = svg;
      // Buttons inside: as an image it would be one thing to a screen reader.
      const picture = into.querySelector('svg');
      picture?.setAttribute('role', 'group');
      // Wide networks scroll: much smaller, the text can't be read.
      if (picture !== null) picture.style.minWidth = `max(46rem, ${picture.viewBox.baseVal.width * 0.45}px)`;
      for (const block of into.querySelectorAll<SVGGElement>('.block[data-block]')) {
        block.setAttribute('tabindex', '0');
        block.setAttribute('role', 'button');
        if (focused !== undefined && block.dataset['block'] === focused) block.focus();
      }
      mark();
    },
    select(id) {
      selected = id;
      mark();
    },
    svg: () => drawn,
  };
}

/** Dragging begins at an edge and ends on a block; a line follows the pointer meanwhile. Escape gives it up. */
function enableDragging(
  into: HTMLElement,
  blockOf: (target: EventTarget | null) => string | undefined,
  onRewire: PictureEvents['onRewire'],
): void {
  interface Drag {
    readonly from: string;
    readonly to: string;
    readonly line: SVGLineElement;
    readonly svg: SVGSVGElement;
  }
  let drag: Drag | undefined;
  const over = (x: number, y: number): SVGGElement | undefined =>
    document
      .elementsFromPoint(x, y)
      .map((hit) => hit.closest<SVGGElement>('.block[data-block]'))
      .find((hit) => hit !== null) ?? undefined;
  const end = (): void => {
    drag?.line.remove();
    for (const target of into.querySelectorAll('.target')) target.classList.remove('target');
    into.classList.remove('dragging');
    drag = undefined;
  };

  into.addEventListener('pointerdown', (event) => {
    if (event.button !== 0 || !(event.target instanceof Element) || blockOf(event.target) !== undefined) return;
    const edge = event.target.closest<SVGGElement>('.edge[data-from][data-to]');
    const svg = edge?.ownerSVGElement;
    if (edge === null || svg === null || svg === undefined) return;
    event.preventDefault();
    const line = document.createElementNS('http://www.w3.org/2000/svg', 'line');
    line.setAttribute('class', 'rewiring');
    const consumer = svg.querySelector<SVGGElement>(`.block[data-block="${CSS.escape(edge.dataset['to'] ?? '')}"]`);
    const box = (consumer ?? edge).getBoundingClientRect();
    place(svg, line, ['x1', 'y1'], box.x + box.width / 2, box.y + box.height / 2);
    place(svg, line, ['x2', 'y2'], event.clientX, event.clientY);
    svg.append(line);
    into.classList.add('dragging');
    drag = { from: edge.dataset['from'] ?? '', to: edge.dataset['to'] ?? '', line, svg };
    into.setPointerCapture(event.pointerId);
  });
  into.addEventListener('pointermove', ({ clientX, clientY }) => {
    if (drag === undefined) return;
    place(drag.svg, drag.line, ['x2', 'y2'], clientX, clientY);
    for (const target of into.querySelectorAll('.target')) target.classList.remove('target');
    over(clientX, clientY)?.classList.add('target');
  });
  into.addEventListener('pointerup', ({ clientX, clientY }) => {
    if (drag === undefined) return;
    const { from, to } = drag;
    const parent = over(clientX, clientY)?.dataset['block'];
    end();
    if (parent !== undefined && parent !== to && parent !== from) onRewire(to, from, parent);
  });
  into.addEventListener('pointercancel', end);
  document.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') end();
  });
}

/** Puts an end of a line at a point of the screen. */
function place(
  svg: SVGSVGElement,
  line: SVGLineElement,
  [x, y]: readonly [string, string],
  left: number,
  top: number,
): void {
  const point = new DOMPoint(left, top).matrixTransform(svg.getScreenCTM()?.inverse());
  line.setAttribute(x, String(point.x));
  line.setAttribute(y, String(point.y));
}
