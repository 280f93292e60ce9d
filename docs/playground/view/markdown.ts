/**
 * The Markdown of our own explanations and hover texts, as elements: paragraphs, lists, indented code, rules, and in a line
 * bold and code. Text stays text, whatever it holds.
 */
import { element } from './dom.ts';

export function markdownElement(markdown: string): HTMLElement {
  const blocks = markdown.trim().split(/\n{2,}/);
  return element('div', { className: 'prose' }, ...blocks.map(block));
}

function block(text: string): HTMLElement {
  const lines = text.split('\n');
  if (text === '---') return element('hr');
  if (lines.every((line) => line.startsWith('    ')))
    return element('pre', {}, lines.map((line) => line.slice(4)).join('\n'));
  if (lines.every((line) => line.startsWith('- ')))
    return element('ul', {}, ...lines.map((line) => element('li', {}, ...inline(line.slice(2)))));
  return element('p', {}, ...inline(lines.join(' ')));
}

function inline(text: string): (Node | string)[] {
  return text.split(/(\*\*(?:`[^`]*`|[^*])+\*\*|`[^`]+`)/).map((part) => {
    if (part.startsWith('**') && part.length > 4) return element('strong', {}, ...inline(part.slice(2, -2)));
    if (part.startsWith('`') && part.length > 2) return element('code', {}, part.slice(1, -1));
    return part;
  });
}
