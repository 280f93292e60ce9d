/**
 * WebGPU in Node through Dawn (package `webgpu`): finds an adapter, says which, and tells a GPU from a program that
 * pretends to be one. Used by every backend that runs on WebGPU.
 *
 * Dawn prints to stderr and has crashed inside broken Vulkan drivers, so the question is put to it in a process of its
 * own. `create()`'s result keeps Node alive for as long as anybody holds it: whoever opens a GPU has to close it.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { adapterName, isSoftwareAdapter, type AdapterInfo } from './adapter-info.ts';
import { missingPeers, resolvePeer } from './peer.ts';

export interface AdapterProbe {
  readonly available: boolean;
  readonly software: boolean;
  /** Adapter by name. */
  readonly device?: string | undefined;
  readonly features: readonly string[];
  readonly reason?: string | undefined;
}

/** Options for Dawn: half precision on NVIDIA is behind a toggle. One string holds all of them. */
export const dawnOptions: readonly string[] = ['enable-dawn-features=vulkan_enable_f16_on_nvidia,allow_unsafe_apis'];

const question = `
const { create } = await import(process.argv[1]);
const gpu = create(JSON.parse(process.argv[2]));
const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
const { vendor, architecture, device, description, isFallbackAdapter } = adapter?.info ?? {};
const info = adapter && { vendor, architecture, device, description, isFallbackAdapter };
process.stdout.write(JSON.stringify({ info, features: adapter ? [...adapter.features] : [] }));
`;

let answer: Promise<AdapterProbe> | undefined;

/** The adapter that a WebGPU backend would get here. Asked once per process. */
export function probeWebGpu(): Promise<AdapterProbe> {
  return (answer ??= askDawn());
}

async function askDawn(): Promise<AdapterProbe> {
  const without = (reason: string): AdapterProbe => ({ available: false, software: false, features: [], reason });
  const missing = missingPeers(['webgpu']);
  if (missing !== undefined) return without(missing);
  const loader = vulkanLoaderProblem();
  if (loader !== undefined) return without(loader);
  try {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [
        '--input-type=module',
        '--eval',
        question,
        pathToFileURL(resolvePeer('webgpu')!).href,
        JSON.stringify(dawnOptions),
      ],
      { timeout: 30_000, env: { ...process.env, NODE_OPTIONS: '' } },
    );
    const { info, features } = JSON.parse(stdout) as {
      readonly info: AdapterInfo | null;
      readonly features: readonly string[];
    };
    if (!info) return without(`Dawn finds no WebGPU adapter: no GPU, or no ${driverKind()} driver for it`);
    return { available: true, software: isSoftwareAdapter(info), device: adapterName(info), features };
  } catch (error) {
    const [line] = (error instanceof Error ? error.message : String(error)).split('\n').slice(-1);
    return without(`Dawn (package webgpu) can't start: ${line || 'no message'}`);
  }
}

function driverKind(): string {
  return process.platform === 'darwin' ? 'Metal' : process.platform === 'win32' ? 'Direct3D 12' : 'Vulkan';
}

/** On Linux Dawn needs the Vulkan loader; asking the system's own linker is the only way that is right everywhere. */
function vulkanLoaderProblem(): string | undefined {
  if (process.platform !== 'linux') return undefined;
  const library = 'libvulkan.so.1';
  try {
    process.dlopen({ exports: {} }, library, constants.dlopen.RTLD_LAZY);
  } catch (error) {
    // A library that is found is refused in other words: it is no Node addon.
    if (!(error instanceof Error) || !/cannot open shared object|no such file/i.test(error.message)) return undefined;
    return existsSync('/etc/debian_version')
      ? 'no Vulkan loader: apt install libvulkan1, and a Vulkan driver for the GPU'
      : `no Vulkan loader (${library}), or no Vulkan driver for the GPU`;
  }
  return undefined;
}

/** What the package `webgpu` exports. */
interface Dawn {
  readonly create: (options: readonly string[]) => Gpu;
  /** Constructors and constants of WebGPU: `GPUBufferUsage` and so on. */
  readonly globals: object;
}

/** `navigator.gpu`, as far as we use it ourselves. */
export interface Gpu {
  readonly requestAdapter: (options?: object) => Promise<object | null>;
}

let opened: { readonly gpu: Gpu; holders: number } | undefined;

/**
 * Puts Dawn where libraries look for WebGPU: `navigator.gpu` and the constants. Must come before they are imported.
 * `close` takes it away again, so that Node can exit. Everybody who holds it holds the same one.
 */
export async function openWebGpu(): Promise<{ readonly gpu: Gpu; readonly close: () => void }> {
  const path = resolvePeer('webgpu');
  if (path === undefined) throw new Error(missingPeers(['webgpu']));
  const { create, globals } = (await import(pathToFileURL(path).href)) as Dawn;
  if (opened === undefined) {
    opened = { gpu: create(dawnOptions), holders: 0 };
    Object.assign(globalThis, globals);
    // Node 20 has no navigator; since Node 21 it has one, which can't be replaced but extended.
    if (typeof globalThis.navigator === 'undefined')
      Object.defineProperty(globalThis, 'navigator', { value: {}, configurable: true, writable: true });
    Object.defineProperty(globalThis.navigator, 'gpu', { value: opened.gpu, configurable: true });
  }
  const mine = opened;
  mine.holders++;
  let held = true;
  const close = (): void => {
    if (!held) return;
    held = false;
    if (--mine.holders > 0) return;
    opened = undefined;
    delete (globalThis.navigator as { gpu?: unknown }).gpu;
  };
  return { gpu: mine.gpu, close };
}
