import type { MachineFiles } from './entries.ts';

export function cpus(
  sockets: number,
  coresPerSocket: number,
  threads: number,
  model: string,
  flags: string,
  microcode?: string,
): MachineFiles {
  const count = sockets * coresPerSocket * threads;
  const files: MachineFiles = { '/sys/devices/system/cpu/online': count === 1 ? '0\n' : `0-${count - 1}\n` };
  let cpuinfo = '';
  for (let cpu = 0; cpu < count; cpu++) {
    const core = cpu % (sockets * coresPerSocket);
    const topology = `/sys/devices/system/cpu/cpu${cpu}/topology`;
    files[`${topology}/physical_package_id`] = `${Math.floor(core / coresPerSocket)}\n`;
    files[`${topology}/core_id`] = `${core % coresPerSocket}\n`;
    const vendor = flags.includes('svm') ? 'AuthenticAMD' : 'GenuineIntel';
    const revision = microcode === undefined ? '' : `microcode\t: ${microcode}\n`;
    const place = `physical id\t: ${Math.floor(core / coresPerSocket)}\ncore id\t\t: ${core % coresPerSocket}\n`;
    cpuinfo += `processor\t: ${cpu}\nvendor_id\t: ${vendor}\nmodel name\t: ${model}\n${revision}${place}flags\t\t: fpu sse2 ${flags}\n\n`;
  }
  return { ...files, '/proc/cpuinfo': cpuinfo };
}
