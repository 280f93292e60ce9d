/** Tabs as the ARIA authoring practices have them: one stop for Tab, arrows move, the panel follows. */
import { element } from './dom.ts';

export interface Tab {
  readonly id: string;
  readonly title: string;
}

export interface Tabs {
  readonly current: () => string;
  readonly choose: (id: string) => void;
}

export function createTabs(list: HTMLElement, panel: HTMLElement, tabs: readonly Tab[], onChoose: () => void): Tabs {
  let current = tabs[0]!.id;
  const buttons = tabs.map(({ id, title }) =>
    element(
      'button',
      { type: 'button', role: 'tab', id: `tab-${id}`, 'aria-controls': panel.id, onclick: () => choose(id) },
      title,
    ),
  );
  const mark = (): void => {
    for (const [index, button] of buttons.entries()) {
      const isCurrent = tabs[index]!.id === current;
      button.setAttribute('aria-selected', String(isCurrent));
      button.tabIndex = isCurrent ? 0 : -1;
    }
    panel.setAttribute('aria-labelledby', `tab-${current}`);
  };
  const choose = (id: string): void => {
    current = id;
    mark();
    onChoose();
  };
  list.addEventListener('keydown', (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const place = tabs.findIndex(({ id }) => id === current);
    const next = (place + step + tabs.length) % tabs.length;
    choose(tabs[next]!.id);
    buttons[next]!.focus();
  });
  list.replaceChildren(...buttons);
  mark();
  return { current: () => current, choose };
}
