/** What measured something, as every report of measurements says it. */
import { cpus } from 'node:os';

export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  /** System and instruction set, `linux-x64`. */
  readonly platform: string;
  /** Version of Node, `v20.20.2`. */
  readonly node: string;
}

export function thisMachine(): Machine {
  const { platform, arch, version } = process;
  const cores = cpus();
  return {
    cpu: cores[0]?.model.trim() ?? 'unknown',
    cores: cores.length,
    platform: `${platform}-${arch}`,
    node: version,
  };
}
