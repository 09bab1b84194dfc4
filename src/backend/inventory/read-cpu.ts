import { type CpuInventory, type Fact, known, unknown } from '../../contract/index.ts';
import type { Files } from '../host/files.ts';
import { toFact } from './facts.ts';
import { type CpuPlace, type CpuTopology, parseCpuDescription, toTopology } from './parse-cpu.ts';
import { parseCount, parseLine, parseList } from './parse-scalar.ts';

const folder = '/sys/devices/system/cpu';
/** 1,024 logical processors say about 2 MiB in `/proc/cpuinfo`; only the first is of interest. */
const cpuinfoLimitBytes = 16 * 1024 * 1024;

export async function readCpu(files: Files): Promise<CpuInventory> {
  const [online, cpuinfo, kvm] = await Promise.all([
    files.readText(`${folder}/online`),
    files.readText('/proc/cpuinfo', cpuinfoLimitBytes),
    files.isThere('/dev/kvm'),
  ]);
  const cpus = toFact(online, parseList);
  const description = toFact(cpuinfo, parseCpuDescription);
  const topology =
    cpus.state === 'known' ? await readTopology(files, cpus.value) : unknown('online processors are unknown');
  return {
    model: textOf(description, 'model'),
    vendor: textOf(description, 'vendor'),
    microcode: unknown('not read yet'),
    flags: unknown('not read yet'),
    online: mapFact(cpus, (list) => list.length),
    sockets: mapFact(topology, (t) => t.sockets),
    cores: mapFact(topology, (t) => t.cores),
    threadsPerCore: mapFact(topology, (t) => t.threadsPerCore),
    processors: [],
    virtualisation: mapFact(description, (d) => d.virtualisation),
    kvm: known(kvm),
  };
}

async function readTopology(files: Files, cpus: readonly number[]): Promise<Fact<CpuTopology>> {
  const places = await Promise.all(cpus.map((cpu) => readPlace(files, cpu)));
  if (places.some((place) => place === undefined))
    return unknown('the kernel does not say where every processor is');
  const topology = toTopology(places.filter((place) => place !== undefined));
  return topology === undefined ? unknown() : known(topology);
}

async function readPlace(files: Files, cpu: number): Promise<CpuPlace | undefined> {
  const [packageId, coreId] = await Promise.all(
    ['physical_package_id', 'core_id'].map((name) => files.readText(`${folder}/cpu${cpu}/topology/${name}`)),
  );
  if (!packageId?.ok || !coreId?.ok) return undefined;
  // A machine that doesn't know its packages says -1: one package.
  const place = { packageId: parseCount(packageId.value) ?? 0, coreId: parseCount(coreId.value) };
  return place.coreId === undefined ? undefined : { packageId: place.packageId, coreId: place.coreId };
}

function textOf(
  description: Fact<{ model?: string; vendor?: string }>,
  key: 'model' | 'vendor',
): Fact<string> {
  if (description.state === 'unknown') return description;
  const text = parseLine(description.value[key] ?? '');
  return text === undefined ? unknown('the processor does not say') : known(text);
}

function mapFact<T, U>(fact: Fact<T>, map: (value: T) => U): Fact<U> {
  return fact.state === 'unknown' ? fact : known(map(fact.value));
}
