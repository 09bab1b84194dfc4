import { plainText } from '../../contract/index.ts';
import { copyText } from './copy-text.ts';

export interface CpuDescription {
  model?: string;
  vendor?: string;
  microcode?: string;
  /** The kernel's words; absent where it gives none (not on x86). */
  flags?: string[];
  /** Where the processors sit that are online and say so, by their ids. */
  places: Map<number, CpuPlace>;
}

/** Where one logical processor sits. */
export interface CpuPlace {
  packageId: number;
  coreId: number;
}

/** `/proc/cpuinfo` (x86): what the first processor is, and where each of them sits; `undefined` when there is none. */
export function parseCpuDescription(cpuinfo: string): CpuDescription | undefined {
  const first = copyText(cpuinfo.split(/\n\s*\n/, 1)[0] ?? '');
  const fields = new Map(first.split('\n').map((line) => splitField(line)));
  if (!fields.has('processor')) return undefined;
  const [model, vendor, microcode] = ['model name', 'vendor_id', 'microcode'].map((key) => fields.get(key));
  const flags = fields.get('flags');
  return {
    ...(model ? { model } : {}),
    ...(vendor ? { vendor } : {}),
    ...(microcode ? { microcode } : {}),
    ...(flags === undefined ? {} : { flags: parseFlags(flags) }),
    places: parsePlaces(cpuinfo),
  };
}

function splitField(line: string): [string, string] {
  const colon = line.indexOf(':');
  return colon < 0 ? [line.trim(), ''] : [line.slice(0, colon).trim(), line.slice(colon + 1).trim()];
}

/** The kernel knows some 200 words; the limits keep a damaged file out of the answers. */
const parseFlags = (text: string): string[] =>
  plainText(text)
    .split(' ')
    .filter((word) => word !== '' && word.length <= 32)
    .slice(0, 1024);

function parsePlaces(cpuinfo: string): Map<number, CpuPlace> {
  const places = new Map<number, CpuPlace>();
  for (let at = 0; at >= 0; ) {
    const next = cpuinfo.indexOf('\nprocessor', at + 1);
    const section = cpuinfo.slice(at, next < 0 ? cpuinfo.length : next);
    const [cpu, packageId, coreId] = ['processor', 'physical id', 'core id'].map((name) =>
      findNumber(section, name),
    );
    if (cpu !== undefined && packageId !== undefined && coreId !== undefined) {
      const place = toPlace(packageId, coreId);
      if (place !== undefined) places.set(cpu, place);
    }
    at = next;
  }
  return places;
}

/** By search: the text of a large machine is half a megabyte, and taking all its lines apart takes longer than the kernel needs to write them. */
function findNumber(section: string, name: string): number | undefined {
  const at = section.startsWith(name) ? 0 : section.indexOf(`\n${name}`) + 1;
  const end = section.indexOf('\n', at);
  const [key, value] = splitField(section.slice(at, end < 0 ? section.length : end));
  return key === name && /^-?\d+$/.test(value) ? Number(value) : undefined;
}

/** A machine that doesn't know its packages says -1: one package. A core without a number is nowhere. */
export const toPlace = (packageId: number, coreId: number): CpuPlace | undefined =>
  coreId < 0 ? undefined : { packageId: Math.max(packageId, 0), coreId };

export interface CpuTopology {
  sockets: number;
  cores: number;
  /** The most that any core has: hybrid processors have cores with one thread beside cores with two. */
  threadsPerCore: number;
}

/** Counts sockets, cores and threads; `undefined` without any processor. A core's number is unique within its package only. */
export function toTopology(places: readonly CpuPlace[]): CpuTopology | undefined {
  const threads = new Map<string, number>();
  for (const { packageId, coreId } of places) {
    const core = `${packageId}/${coreId}`;
    threads.set(core, (threads.get(core) ?? 0) + 1);
  }
  if (threads.size === 0) return undefined;
  return {
    sockets: new Set(places.map((place) => place.packageId)).size,
    cores: threads.size,
    threadsPerCore: Math.max(...threads.values()),
  };
}
