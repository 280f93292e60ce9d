/**
 * Behaviour of the page of a network, as text: the page runs it itself. Moving and zooming change the picture's
 * transform; pointing at a block fades what it has nothing to do with; choosing one shows its section.
 */
export const networkPageScript = `
'use strict';
const view = document.getElementById('view');
const picture = view.querySelector('svg');
const pointed = document.getElementById('pointed');
const nothing = pointed.textContent;
const size = { width: picture.width.baseVal.value, height: picture.height.baseVal.value };
let scale = 1, left = 0, top_ = 0;
const place = () => { picture.style.transform = 'translate(' + left + 'px,' + top_ + 'px) scale(' + scale + ')'; };
const fit = () => {
  const whole = Math.min(1.5, view.clientWidth / size.width);
  // Of a long network the beginning is shown, large enough to be read.
  scale = whole < 0.5 ? 0.8 : whole;
  view.style.height = Math.max(240, Math.min(0.75 * innerHeight, size.height * scale + 2)) + 'px';
  scale = Math.min(scale, view.clientHeight / size.height);
  left = Math.max(0, (view.clientWidth - size.width * scale) / 2);
  top_ = Math.max(0, (view.clientHeight - size.height * scale) / 2);
  place();
};
const zoom = (factor, x = view.clientWidth / 2, y = view.clientHeight / 2) => {
  const next = Math.min(8, Math.max(0.02, scale * factor));
  left = x - (x - left) * (next / scale);
  top_ = y - (y - top_) * (next / scale);
  scale = next;
  place();
};
document.getElementById('closer').onclick = () => zoom(1.4);
document.getElementById('farther').onclick = () => zoom(1 / 1.4);
document.getElementById('fit').onclick = fit;
view.addEventListener('wheel', (event) => {
  event.preventDefault();
  const box = view.getBoundingClientRect();
  zoom(Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.0015)), event.clientX - box.left, event.clientY - box.top);
}, { passive: false });
const pointers = new Map();
let moved = 0;
view.addEventListener('pointerdown', (event) => {
  if (event.button !== 0) return;
  pointers.set(event.pointerId, event);
  moved = 0;
});
addEventListener('pointermove', (event) => {
  const before = pointers.get(event.pointerId);
  if (before === undefined) return;
  const [dx, dy] = [event.clientX - before.clientX, event.clientY - before.clientY];
  moved += Math.abs(dx) + Math.abs(dy);
  if (moved > 4) view.classList.add('dragged');
  if (pointers.size === 1) { left += dx; top_ += dy; place(); }
  if (pointers.size === 2) {
    const other = [...pointers.values()].find((pointer) => pointer.pointerId !== event.pointerId);
    const apart = (pointer) => Math.hypot(pointer.clientX - other.clientX, pointer.clientY - other.clientY);
    const box = view.getBoundingClientRect();
    zoom(apart(event) / Math.max(1, apart(before)), (event.clientX + other.clientX) / 2 - box.left, (event.clientY + other.clientY) / 2 - box.top);
  }
  pointers.set(event.pointerId, event);
});
const released = (event) => { pointers.delete(event.pointerId); if (pointers.size === 0) view.classList.remove('dragged'); };
addEventListener('pointerup', released);
addEventListener('pointercancel', released);
view.addEventListener('keydown', (event) => {
  const step = 60;
  const moves = { ArrowLeft: [step, 0], ArrowRight: [-step, 0], ArrowUp: [0, step], ArrowDown: [0, -step] };
  if (moves[event.key]) { left += moves[event.key][0]; top_ += moves[event.key][1]; place(); }
  else if (event.key === '+' || event.key === '=') zoom(1.25);
  else if (event.key === '-') zoom(0.8);
  else if (event.key === '0') fit();
  else return;
  event.preventDefault();
});
const blocks = [...picture.querySelectorAll('.block')];
const edges = [...picture.querySelectorAll('.edge')];
const point = (block) => {
  const id = block === undefined ? undefined : block.dataset.block;
  picture.classList.toggle('faded', id !== undefined);
  const near = new Set([id]);
  for (const edge of edges) {
    const touches = edge.dataset.from === id || edge.dataset.to === id;
    edge.classList.toggle('near', touches);
    if (touches) near.add(edge.dataset.from).add(edge.dataset.to);
  }
  for (const other of blocks) other.classList.toggle('near', near.has(other.dataset.block));
  pointed.textContent = block === undefined ? nothing : block.querySelector('title').textContent;
};
const choose = (block) => {
  for (const other of blocks) other.classList.toggle('chosen', other === block);
  for (const part of document.querySelectorAll('.part')) part.hidden = part.id !== 'part-' + block.dataset.block;
};
// Its parts can be reached now, so it is no longer one thing.
picture.setAttribute('role', 'group');
for (const block of blocks) {
  block.tabIndex = 0;
  block.setAttribute('role', 'button');
  block.addEventListener('pointerenter', () => point(block));
  block.addEventListener('pointerleave', () => point(undefined));
  block.addEventListener('focus', () => point(block));
  block.addEventListener('blur', () => point(undefined));
  block.addEventListener('click', () => { if (moved <= 4) choose(block); });
  block.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    choose(block);
    document.getElementById('part-' + block.dataset.block)?.querySelector('h2').focus();
  });
}
addEventListener('resize', fit);
fit();
`;
