/**
 * What is wrong with a file of annotations or results: errors are collected, so that one run shows several, and warnings of
 * one kind are counted, because a file that has one box outside its picture usually has a thousand.
 */
import type { DiagnosticCode } from '../../compiler/diagnostics/codes.ts';
import { diagnostic, DiagnosticError, type Diagnostic } from '../../compiler/diagnostics/diagnostic.ts';
import { placeAt, type JsonText } from './json-reader.ts';

/** More than this of one file is not shown. */
const mostErrors = 10;
/** After so many the rest of the file is not looked at. */
const enoughErrors = 1000;

interface Warning {
  count: number;
  readonly path: string;
  readonly at: number;
  readonly detail: string;
}

export class Findings {
  readonly #text: JsonText;
  readonly #errors: Diagnostic[] = [];
  readonly #warnings = new Map<DiagnosticCode, Warning>();
  #errorCount = 0;

  constructor(text: JsonText) {
    this.#text = text;
  }

  /** `at`: byte of the value it is about. */
  error(code: DiagnosticCode, path: string, at: number, problem: string, suggestion?: string): void {
    if (this.#errorCount++ === enoughErrors) this.throwErrors();
    if (this.#errors.length === mostErrors) return;
    this.#errors.push(diagnostic(code, this.#message(path, at, problem), { suggestion }));
  }

  /** The first of its kind is described, the others are counted. */
  warn(code: DiagnosticCode, path: string, at: number, detail: string): void {
    const known = this.#warnings.get(code);
    if (known === undefined) this.#warnings.set(code, { count: 1, path, at, detail });
    else known.count++;
  }

  /** @throws DiagnosticError when there was an error. */
  throwErrors(): void {
    const last = this.#errors.at(-1);
    if (last === undefined) return;
    const more = this.#errorCount - this.#errors.length;
    const many = this.#errorCount > enoughErrors ? `more than ${enoughErrors - mostErrors}` : String(more);
    const notes =
      more === 0 ? [] : [{ message: `and ${many} more ${more === 1 ? 'problem' : 'problems'} in the file` }];
    throw new DiagnosticError(...this.#errors.slice(0, -1), { ...last, notes });
  }

  /** One warning per kind. */
  warnings(): readonly Diagnostic[] {
    return [...this.#warnings].map(([code, { count, path, at, detail }]) => {
      const others = count === 1 ? [] : [{ message: `${count - 1} more like it` }];
      return diagnostic(code, this.#message(path, at, detail), { notes: others });
    });
  }

  #message(path: string, at: number, problem: string): string {
    return `${this.#text.name}, ${placeAt(this.#text.bytes, at)}: ${path} ${problem}`;
  }
}
