/** Spec arguments of commands: a path, the name of a built-in, or `-`; and what `extends` in them refers to. */
import { existsSync, statSync } from 'node:fs';
import { dirname, relative, resolve as resolvePath } from 'node:path';
import { nearest } from '../diagnostics/did-you-mean.ts';
import { diagnostic, DiagnosticError, hasErrors, type Diagnostic, type SourceFile } from '../diagnostics/diagnostic.ts';
import { understand, type Understood } from '../pipeline.ts';
import { builtinNames, builtinSource } from '../resolve/builtins.ts';
import type { SpecLoader } from '../resolve/extends.ts';
import type { ResolvedSpec } from '../resolve/resolved-spec.ts';
import { printDiagnostics } from './diagnostics.ts';
import { readSpecText } from './files.ts';
import type { CommonOptions, SpecOptions } from './options.ts';

export interface LoadedSpec extends Understood {
  readonly source: SourceFile;
  /** Paths that were read, for `--watch`. */
  readonly files: readonly string[];
}

/** Stdin can be read once, and a command may look at its spec twice. */
let stdin: SourceFile | undefined;

/** The text behind a spec argument. */
export function specSource(reference: string): SourceFile {
  if (reference === '-') return (stdin ??= readSpecText('-'));
  const builtin = builtinSource(reference);
  if (builtin !== undefined && !existsSync(reference)) return builtin;
  if (builtin === undefined && !existsSync(reference)) {
    const suggestion = nearest(reference, builtinNames);
    throw new DiagnosticError(
      diagnostic('SPN6900', `cannot read ${reference}: no such file, and no built-in has that name`, {
        suggestion:
          suggestion === undefined
            ? 'the built-ins are listed by `spinec init --list`'
            : `did you mean \`${suggestion}\`?`,
      }),
    );
  }
  if (builtin !== undefined && statSync(reference).isDirectory()) return builtin;
  return readSpecText(reference);
}

/** Finds what `extends` names: a built-in, or a file next to the one that it stands in, which `read` gets. */
export function specLoader(read: (path: string) => SourceFile | undefined): SpecLoader {
  return (target, from) => {
    const isFile = from !== undefined && !from.name.startsWith('<') && !from.name.startsWith('builtin:');
    return builtinSource(target) ?? read(resolvePath(isFile ? dirname(from.name) : process.cwd(), target));
  };
}

/** Reads, resolves and checks one argument. Never throws for bad input: everything is a diagnostic. */
export function loadSpec(reference: string, options: SpecOptions): LoadedSpec {
  const source = specSource(reference);
  const files = reference === '-' || builtinSource(reference) === source ? [] : [resolvePath(reference)];
  const understood = understand(source, {
    set: options.set ?? [],
    ...(options.input === undefined ? {} : { input: options.input }),
    ...(options.head === undefined ? {} : { head: options.head }),
    load: specLoader((path) => {
      if (!existsSync(path)) return undefined;
      files.push(path);
      return readSpecText(path);
    }),
  });
  return { ...understood, source, files };
}

/** The files that a spec is made of, itself and what it extends, as a user would call them: no command replaces them. */
export function specFiles(reference: string | undefined, options: SpecOptions): readonly string[] {
  if (reference === undefined) return [];
  return loadSpec(reference, options).files.map((path) => relative(process.cwd(), path));
}

/** For commands that need a good spec: prints what there is to say and throws when it has errors. */
export function requireSpec(
  reference: string,
  options: SpecOptions & CommonOptions,
): { spec: ResolvedSpec; loaded: LoadedSpec } {
  const loaded = loadSpec(reference, options);
  if (loaded.value === undefined || hasErrors(loaded.diagnostics)) throw new DiagnosticError(...loaded.diagnostics);
  printDiagnostics(withoutNotes(loaded.diagnostics), options);
  return { spec: loaded.value, loaded };
}

/** `check` shows notes; other commands only what matters to them. */
function withoutNotes(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return diagnostics.filter((d) => d.severity !== 'note');
}
