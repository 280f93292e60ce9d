/**
 * What a network's page does: moving and zooming change the picture's transform; pointing at a block fades what it has
 * nothing to do with; choosing one shows its section.
 */

interface Spot {
  readonly x: number;
  readonly y: number;
}

/** Dragging, wheel, two fingers, keys and buttons. Gives back whether the pointer has moved since it went down. */
function makeMovable(view: HTMLElement, picture: SVGSVGElement): () => boolean {
  const size = { width: picture.width.baseVal.value, height: picture.height.baseVal.value };
  let [scale, left, top] = [1, 0, 0];
  const place = (): void => {
    picture.style.transform = `translate(${left}px,${top}px) scale(${scale})`;
  };
  const move = (x: number, y: number): void => {
    left += x;
    top += y;
    place();
  };
  const zoom = (factor: number, at: Spot = { x: view.clientWidth / 2, y: view.clientHeight / 2 }): void => {
    const next = Math.min(8, Math.max(0.02, scale * factor));
    left = at.x - (at.x - left) * (next / scale);
    top = at.y - (at.y - top) * (next / scale);
    scale = next;
    place();
  };
  const fit = (): void => {
    const whole = Math.min(1.5, view.clientWidth / size.width);
    // Of a long network the beginning is shown, large enough to be read.
    scale = whole < 0.5 ? 0.8 : whole;
    view.style.height = `${Math.max(240, Math.min(0.75 * innerHeight, size.height * scale + 2))}px`;
    scale = Math.min(scale, view.clientHeight / size.height);
    left = Math.max(0, (view.clientWidth - size.width * scale) / 2);
    top = Math.max(0, (view.clientHeight - size.height * scale) / 2);
    place();
  };
  const within = ({ x, y }: Spot): Spot => {
    const box = view.getBoundingClientRect();
    return { x: x - box.left, y: y - box.top };
  };

  document.getElementById('closer')!.addEventListener('click', () => zoom(1.4));
  document.getElementById('farther')!.addEventListener('click', () => zoom(1 / 1.4));
  document.getElementById('fit')!.addEventListener('click', fit);
  view.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault();
      // A pinch on a touchpad is a wheel with Ctrl, in smaller steps.
      zoom(Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.0015)), within({ x: event.clientX, y: event.clientY }));
    },
    { passive: false },
  );

  const pointers = new Map<number, Spot>();
  let travelled = 0;
  const hasMoved = (): boolean => travelled > 4;
  view.addEventListener('pointerdown', ({ button, pointerId, clientX, clientY }) => {
    if (button !== 0) return;
    pointers.set(pointerId, { x: clientX, y: clientY });
    travelled = 0;
  });
  addEventListener('pointermove', ({ pointerId, clientX: x, clientY: y }) => {
    const before = pointers.get(pointerId);
    if (before === undefined) return;
    travelled += Math.abs(x - before.x) + Math.abs(y - before.y);
    if (hasMoved()) view.classList.add('dragged');
    const other = [...pointers].find(([id]) => id !== pointerId)?.[1];
    if (other === undefined) move(x - before.x, y - before.y);
    else {
      const apart = (spot: Spot): number => Math.max(1, Math.hypot(spot.x - other.x, spot.y - other.y));
      zoom(apart({ x, y }) / apart(before), within({ x: (x + other.x) / 2, y: (y + other.y) / 2 }));
    }
    pointers.set(pointerId, { x, y });
  });
  for (const end of ['pointerup', 'pointercancel'] as const)
    addEventListener(end, ({ pointerId }) => {
      pointers.delete(pointerId);
      if (pointers.size === 0) view.classList.remove('dragged');
    });

  const step = 60;
  const keys: Readonly<Record<string, () => void>> = {
    ArrowLeft: () => move(step, 0),
    ArrowRight: () => move(-step, 0),
    ArrowUp: () => move(0, step),
    ArrowDown: () => move(0, -step),
    '+': () => zoom(1.25),
    '=': () => zoom(1.25),
    '-': () => zoom(0.8),
    '0': fit,
  };
  view.addEventListener('keydown', (event) => {
    const action = Object.hasOwn(keys, event.key) ? keys[event.key] : undefined;
    if (action === undefined) return;
    event.preventDefault();
    action();
  });
  // A phone's address bar that comes and goes changes the height alone, and must not undo what was zoomed into.
  let width = innerWidth;
  addEventListener('resize', () => {
    if (innerWidth === width) return;
    width = innerWidth;
    fit();
  });
  fit();
  return hasMoved;
}

function makeChoosable(picture: SVGSVGElement, hasMoved: () => boolean): void {
  const told = document.getElementById('pointed')!;
  const nothing = told.textContent;
  const blocks = [...picture.querySelectorAll<SVGElement>('.block')];
  const edges = [...picture.querySelectorAll<SVGElement>('.edge')];
  const parts = [...document.querySelectorAll<HTMLElement>('.part')];

  const point = (block: SVGElement | undefined): void => {
    const id = block?.dataset['block'];
    picture.classList.toggle('faded', id !== undefined);
    const near = new Set([id]);
    for (const { classList, dataset } of edges) {
      const touches = id !== undefined && (dataset['from'] === id || dataset['to'] === id);
      classList.toggle('near', touches);
      if (touches) near.add(dataset['from']).add(dataset['to']);
    }
    for (const { classList, dataset } of blocks) classList.toggle('near', near.has(dataset['block']));
    told.textContent = block?.querySelector('title')?.textContent ?? nothing;
  };
  const choose = (block: SVGElement): void => {
    for (const other of blocks) other.classList.toggle('chosen', other === block);
    for (const part of parts) part.hidden = part.id !== `part-${block.dataset['block']}`;
  };

  // Its parts can be reached now, so it is no longer one thing.
  picture.setAttribute('role', 'group');
  for (const block of blocks) {
    block.tabIndex = 0;
    block.setAttribute('role', 'button');
    for (const event of ['pointerenter', 'focus']) block.addEventListener(event, () => point(block));
    for (const event of ['pointerleave', 'blur']) block.addEventListener(event, () => point(undefined));
    block.addEventListener('click', () => {
      if (!hasMoved()) choose(block);
    });
    block.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' && event.key !== ' ') return;
      event.preventDefault();
      choose(block);
      document.querySelector<HTMLElement>(`#part-${block.dataset['block']} h2`)?.focus();
    });
  }
}

const networkView = document.getElementById('view')!;
const networkSvg = networkView.querySelector('svg')!;
makeChoosable(networkSvg, makeMovable(networkView, networkSvg));

export {};
