import type { Files } from '../host/files.ts';
import { type CpuPlace, toPlace } from './parse-cpu.ts';

/**
 * Where each of the processors sits: from `/proc/cpuinfo`, which is one file for all of them, and from sysfs (two files each) for those
 * that it does not place, as on kernels for other processors than x86. `undefined` when one of them is nowhere.
 */
export async function readCpuPlaces(
  files: Files,
  cpus: readonly number[],
  told: ReadonlyMap<number, CpuPlace>,
): Promise<Map<number, CpuPlace> | undefined> {
  const places = await Promise.all(
    cpus.map(async (cpu) => [cpu, told.get(cpu) ?? (await readPlace(files, cpu))] as const),
  );
  const found = places.flatMap(([cpu, place]) => (place === undefined ? [] : [[cpu, place] as const]));
  return found.length === places.length ? new Map(found) : undefined;
}

async function readPlace(files: Files, cpu: number): Promise<CpuPlace | undefined> {
  const [packageId, coreId] = await Promise.all(
    ['physical_package_id', 'core_id'].map((name) =>
      files.readText(`/sys/devices/system/cpu/cpu${cpu}/topology/${name}`),
    ),
  );
  if (!packageId?.ok || !coreId?.ok) return undefined;
  return isId(packageId.value) && isId(coreId.value)
    ? toPlace(Number(packageId.value), Number(coreId.value))
    : undefined;
}

const isId = (text: string): boolean => /^-?\d{1,9}\n?$/.test(text);
