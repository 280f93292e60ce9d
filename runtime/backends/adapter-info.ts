/** What a WebGPU adapter is: its name for people, and whether it is a GPU at all. In Node and in pages. */

/** What an adapter says of itself (`GPUAdapterInfo`). */
export interface AdapterInfo {
  readonly vendor: string;
  readonly architecture: string;
  readonly device: string;
  readonly description: string;
  readonly isFallbackAdapter?: boolean | undefined;
}

/** True for adapters that compute on the CPU: SwiftShader, llvmpipe (lavapipe), WARP. */
export function isSoftwareAdapter(info: AdapterInfo): boolean {
  const text = `${info.vendor} ${info.architecture} ${info.device} ${info.description}`;
  return info.isFallbackAdapter === true || /swiftshader|llvmpipe|lavapipe|softpipe|basic render|\bwarp\b/i.test(text);
}

/** Name for people: `SwiftShader driver 5.0.0`, `NVIDIA H200 (nvidia hopper)`. */
export function adapterName(info: AdapterInfo): string {
  const family = [info.vendor, info.architecture].filter(Boolean).join(' ');
  const name = info.device.startsWith('0x') || info.device === '' ? info.description : info.device;
  const title = isSoftwareAdapter(info) ? info.description || name : name || info.description;
  return title === '' ? family : family === '' ? title : `${title} (${family})`;
}
