import { binary, exists, linkTo, type MachineFiles } from './entries.ts';
import type { StructureInput } from './smbios-table.ts';

/** Started by a BIOS: the kernel has its folder for firmware, and none for UEFI in it. */
export const bios: MachineFiles = { '/sys/firmware': exists };

/** Started by UEFI, whose variable for Secure Boot is one byte behind four of attributes. */
export const uefi = (secureBoot: number[] = [6, 0, 0, 0, 0]): MachineFiles => ({
  '/sys/firmware/efi/efivars/SecureBoot-8be4df61-93ca-11d2-aa0d-00e098032b8c': binary(
    new Uint8Array(secureBoot),
  ),
});

/** A TPM as `/sys/class/tpm` has it. */
export const tpm = (number: number, major: string, description?: string): MachineFiles => {
  const device = `/sys/devices/platform/MSFT0101:0${number}`;
  return {
    [`/sys/class/tpm/tpm${number}`]: linkTo(`${device}/tpm/tpm${number}`),
    [`${device}/tpm/tpm${number}/tpm_version_major`]: `${major}\n`,
    [`${device}/tpm/tpm${number}/device`]: linkTo(device),
    ...(description === undefined ? {} : { [`${device}/description`]: `${description}\n` }),
  };
};

/** A management controller that the kernel's driver has taken. */
export const bmc = (number: number, attributes: MachineFiles): MachineFiles => {
  const home = `/sys/devices/platform/ipmi_bmc.${number}`;
  return {
    [`/sys/bus/platform/devices/ipmi_bmc.${number}`]: linkTo(home),
    [`${home}/ipmi${number}`]: linkTo(`/sys/devices/platform/ipmi_si.${number}`),
    [`/sys/devices/platform/ipmi_si.${number}/type`]: 'kcs\n',
    ...Object.fromEntries(Object.entries(attributes).map(([name, entry]) => [`${home}/${name}`, entry])),
  };
};

/** Type 38: a management controller that the firmware lists; the version has two digits of four bits. */
export const ipmiDevice = (via: number, version: number): StructureInput => ({
  type: 38,
  body: [via, version, 0x20, 0xff, 0xa3, 0x0c, 0, 0, 0, 0, 0, 0, 0, 0],
});
