/**
 * What an editor needs to know about a spec that somebody is writing: pure functions of a text, its form and, where a cursor is
 * asked about, an offset in JavaScript's UTF-16 units. Texts may have errors, may be cut off anywhere, or be no specs at all:
 * nothing here throws. The language server and the playground are made of these.
 */
export { completionsAt, type Completion, type CompletionKind } from './completion.ts';
export { diagnosticsOf, type LanguageDiagnostic, type LanguageFix, type LanguageNote } from './diagnostics.ts';
export type { LanguageOptions, SpecForm } from './document.ts';
export { applyEdits, type Place, type TextEdit, type TextRange } from './edits.ts';
export { formatText } from './formatting.ts';
export { explanationMarkdown, hoverAt, type Hover } from './hover.ts';
export { definitionAt, referencesAt, type BlockPlace } from './navigation.ts';
export { renameAt, renameTargetAt, type Rename, type RenameTarget } from './rename.ts';
export { symbolsOf, type BlockSymbol } from './symbols.ts';
