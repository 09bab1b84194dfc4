import { binary, exists, type MachineFiles } from './entries.ts';
import { buildEntryPoint } from './smbios-table.ts';

/** The firmware's table with its entry point. */
export const dmi = (table: Uint8Array, major = 3, minor = 2): MachineFiles => ({
  '/sys/firmware/dmi/tables/DMI': binary(table),
  '/sys/firmware/dmi/tables/smbios_entry_point': binary(buildEntryPoint(major, minor)),
});

/** What the running host says of itself; `mountinfo` as in proc_pid_mountinfo(5). */
export const host = (name: string, mountinfo: string): MachineFiles => ({
  '/proc/sys/kernel/hostname': `${name}\n`,
  '/proc/sys/kernel/osrelease': '6.12.48+deb13-amd64\n',
  '/proc/self/mountinfo': mountinfo,
});

export const kvm: MachineFiles = { '/dev/kvm': exists };
