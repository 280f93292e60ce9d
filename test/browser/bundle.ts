/**
 * Bundles for a page as a project with vite has them: what package.json exports to browsers, from the TypeScript that it
 * is built of, and texts such as a generated module.
 */
import { readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build, type Plugin, type Rolldown } from 'vite';
import { root } from '../support/spinec.ts';

type Chunk = Rolldown.OutputChunk;

export interface Bundle {
  readonly files: ReadonlyMap<string, string | Uint8Array>;
  /** Where a module of Node is imported, which a browser does not have. */
  readonly nodeImports: readonly { readonly importer: string; readonly module: string }[];
  /** An entry's chunk with all that it imports statically: what is there before any of it runs. */
  readonly eager: (entry: string) => readonly Chunk[];
}

/** An entry of package.json's `exports`. */
interface Conditions {
  readonly default: string;
  readonly browser?: Conditions;
}

/** The TypeScript file behind an entry of package.json's `exports`, as a browser's bundler chooses it. */
export function exportedSource(subpath: string): string {
  const { exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    exports: Record<string, Conditions>;
  };
  const conditions = exports[subpath]!;
  const built = (conditions.browser ?? conditions).default;
  return join(root, built.replace('./dist/', '').replace(/\.js$/, '.ts'));
}

export interface BundleOptions {
  /**
   * Whether the minifier simplifies what it may (default) or leaves expressions alone. tfjs-backend-wasm sends the text of
   * one of its functions to its threads, where the variables around it are missing: it asks `typeof` of one of them, and a
   * minifier that knows the variable to be there simplifies that.
   */
  readonly compress?: boolean;
}

/** `entries`: by the name of the script that they become, a file or, with `text`, TypeScript that is no file. */
export async function bundle(
  entries: Readonly<Record<string, string | { readonly text: string }>>,
  { compress = true }: BundleOptions = {},
): Promise<Bundle> {
  const texts = new Map<string, string>();
  const input: Record<string, string> = {};
  for (const [name, entry] of Object.entries(entries)) {
    input[name] = typeof entry === 'string' ? entry : join(root, `${name}.ts`);
    if (typeof entry !== 'string') texts.set(input[name], entry.text);
  }
  const nodeImports: { importer: string; module: string }[] = [];
  const plugin: Plugin = {
    name: 'texts',
    enforce: 'pre',
    resolveId(id, importer) {
      if (importer !== undefined && isBuiltin(id)) nodeImports.push({ importer, module: id });
      return texts.has(id) ? id : undefined;
    },
    load: (id) => texts.get(id),
  };
  const { output } = (await build({
    root,
    configFile: false,
    publicDir: false,
    base: './',
    logLevel: 'error',
    plugins: [plugin],
    build: {
      write: false,
      target: 'es2022',
      modulePreload: false,
      reportCompressedSize: false,
      chunkSizeWarningLimit: Infinity,
      rolldownOptions: {
        input,
        preserveEntrySignatures: 'strict',
        output: {
          entryFileNames: '[name].js',
          chunkFileNames: 'chunks/[name]-[hash].js',
          ...(!compress && { minify: { compress: false, mangle: true, codegen: true } }),
        },
      },
    },
  })) as Rolldown.RolldownOutput;
  const chunks = new Map(output.filter((file) => file.type === 'chunk').map((chunk) => [chunk.fileName, chunk]));
  return {
    files: new Map(output.map((file) => [file.fileName, file.type === 'chunk' ? file.code : file.source])),
    nodeImports,
    eager(entry) {
      const found = new Set([`${entry}.js`]);
      for (const name of found) for (const imported of chunks.get(name)?.imports ?? []) found.add(imported);
      return [...found].map((name) => {
        const chunk = chunks.get(name);
        if (!chunk) throw new Error(`${entry} imports ${name}, which is not in the bundle`);
        return chunk;
      });
    },
  };
}

export function gzippedBytes(chunks: readonly Chunk[]): number {
  return chunks.reduce((sum, { code }) => sum + gzipSync(code).length, 0);
}
