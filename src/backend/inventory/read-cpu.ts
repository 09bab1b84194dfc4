import { type CpuInventory, type Fact, known, type NumaNode, unknown } from '../../contract/index.ts';
import type { Files } from '../host/files.ts';
import { toFact } from './facts.ts';
import { type CpuDescription, parseCpuDescription, toTopology } from './parse-cpu.ts';
import { parseLine, parseList } from './parse-scalar.ts';
import { readCpuPlaces } from './read-cpu-places.ts';
import { toProcessors } from './to-processors.ts';

/** 8,192 logical processors, the kernel's most, say about 16 MiB in `/proc/cpuinfo`. */
const cpuinfoLimitBytes = 24 * 1024 * 1024;

/** The processors that are online, as the kernel numbers them: with holes where some are offline. */
export async function readCpu(files: Files, nodes: readonly NumaNode[]): Promise<CpuInventory> {
  const [onlineText, cpuinfo, kvm] = await Promise.all([
    files.readText('/sys/devices/system/cpu/online'),
    files.readText('/proc/cpuinfo', cpuinfoLimitBytes),
    files.isThere('/dev/kvm'),
  ]);
  const online = toFact(onlineText, parseList);
  const description = toFact(cpuinfo, parseCpuDescription);
  const told = description.state === 'known' ? description.value.places : new Map();
  const places = online.state === 'known' ? await readCpuPlaces(files, online.value, told) : undefined;
  const topology = places === undefined ? undefined : toTopology([...places.values()]);
  const count = (value: number | undefined): Fact<number> => {
    if (online.state === 'unknown') return unknown('online processors are unknown');
    return value === undefined ? unknown('the kernel does not say where every processor is') : known(value);
  };
  return {
    model: tell(description, ({ model }) => parseLine(model ?? '')),
    vendor: tell(description, ({ vendor }) => parseLine(vendor ?? '')),
    microcode: tell(description, ({ microcode }) => parseLine(microcode ?? '')),
    flags: tell(description, ({ flags }) => flags),
    online: online.state === 'unknown' ? online : known(online.value.length),
    sockets: count(topology?.sockets),
    cores: count(topology?.cores),
    threadsPerCore: count(topology?.threadsPerCore),
    processors: toProcessors(places ?? new Map(), nodes),
    virtualisation: tell(description, toVirtualisation),
    kvm: known(kvm),
  };
}

function toVirtualisation({ flags }: CpuDescription): 'vmx' | 'svm' | 'none' | undefined {
  if (flags === undefined) return undefined;
  return flags.includes('vmx') ? 'vmx' : flags.includes('svm') ? 'svm' : 'none';
}

function tell<T>(
  description: Fact<CpuDescription>,
  pick: (description: CpuDescription) => T | undefined,
): Fact<T> {
  if (description.state === 'unknown') return description;
  const value = pick(description.value);
  return value === undefined ? unknown('the processor does not say') : known(value);
}
