/**
 * Diagnostics as a log in SARIF 2.1.0, which code-scanning services read.
 * https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
import { codes, type DiagnosticCode } from './codes.ts';
import type { Diagnostic, Fix, Span } from './diagnostic.ts';
import { explanations } from './explanations.ts';
import type { ExplanationEntry } from './explanations/explanation-entry.ts';
import { rangeOf } from './position.ts';

export function sarifLog(diagnostics: readonly Diagnostic[], version: string | undefined) {
  const used = [...new Set(diagnostics.map((diagnostic) => diagnostic.code))].sort();
  return {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'spinec',
            ...(version === undefined ? {} : { semanticVersion: version }),
            rules: used.map((code) => ruleOf(code, explanations[code])),
          },
        },
        columnKind: 'utf16CodeUnits',
        results: diagnostics.map((diagnostic) => resultOf(diagnostic, used.indexOf(diagnostic.code))),
      },
    ],
  };
}

function ruleOf(code: DiagnosticCode, { title, text: explanation }: ExplanationEntry) {
  const { id, severity } = codes[code];
  return {
    id: code,
    name: id.replace(/(?:^|-)(\w)/gu, (_, letter: string) => letter.toUpperCase()),
    shortDescription: { text: title },
    help: { text: `${title}\n\n${explanation}`, markdown: `**${title}**\n\n${explanation}` },
    defaultConfiguration: { level: severity },
    properties: { tags: [id] },
  };
}

function resultOf({ code, severity, message, span, path, notes, suggestion, fix }: Diagnostic, ruleIndex: number) {
  const logical = path === undefined ? {} : { logicalLocations: [{ fullyQualifiedName: path }] };
  const physical = span === undefined ? {} : physicalLocation(span);
  const text = [message, ...(suggestion === undefined ? [] : [suggestion])].join('. ');
  const related = notes.map((note, id) => ({
    id,
    message: { text: note.message },
    ...(note.span === undefined ? {} : physicalLocation(note.span)),
  }));
  return {
    ruleId: code,
    ruleIndex,
    level: severity,
    message: { text },
    ...(span === undefined && path === undefined ? {} : { locations: [{ ...physical, ...logical }] }),
    ...(related.length === 0 ? {} : { relatedLocations: related }),
    ...(fix === undefined ? {} : { fixes: [fixOf(fix)] }),
  };
}

function physicalLocation(span: Span) {
  return { physicalLocation: { artifactLocation: { uri: uriOf(span.source.name) }, region: regionOf(span) } };
}

function regionOf(span: Span) {
  const { start, end } = rangeOf(span);
  return { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column };
}

function fixOf({ title, span, text }: Fix) {
  const replacement = { deletedRegion: regionOf(span), insertedContent: { text } };
  const change = { artifactLocation: { uri: uriOf(span.source.name) }, replacements: [replacement] };
  return { description: { text: title }, artifactChanges: [change] };
}

/** A file name as a URI reference; names such as `builtin:spinenet-49` are URIs already. */
function uriOf(name: string): string {
  return encodeURI(name.replaceAll('\\', '/').replace(/\p{Cs}/gu, '\uFFFD'))
    .replaceAll('#', '%23')
    .replaceAll('?', '%3F')
    .replace(/^([A-Za-z]):\//u, 'file:///$1:/')
    .replace(/[[\]]/gu, (bracket) => (bracket === '[' ? '%5B' : '%5D'));
}
