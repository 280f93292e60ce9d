/** Elements in one expression. Text becomes text nodes, so nothing of a spec is ever read as markup. */

type Child = Node | string | number | undefined;
type Properties = Readonly<Record<string, string | number | boolean | Handler | undefined>>;
type Handler = (event: never) => unknown;

/** An element with properties (`className`, `onclick` …) and attributes (names with a dash, `role`) set. */
export function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  properties: Properties = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (value === undefined) continue;
    if (key in made && !key.includes('-')) Reflect.set(made, key, value);
    else made.setAttribute(key, typeof value === 'function' ? '' : String(value));
  }
  made.append(
    ...children.filter((child) => child !== undefined).map((child) => (child instanceof Node ? child : String(child))),
  );
  return made;
}

/** The element of the page that has this id, of the kind that is expected. */
export function byId(id: string): HTMLElement;
export function byId<T extends HTMLElement>(id: string, kind: new () => T): T;
export function byId(id: string, kind: new () => HTMLElement = HTMLElement): HTMLElement {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`the page has no #${id} of this kind`);
  return found;
}
