import { type Fact, type FirmwareInventory, known, unknown } from '../../../contract/index.ts';
import type { Files } from '../../host/files.ts';
import { orUnknown, reasonOf } from '../facts.ts';
import { parseSecureBoot } from './parse-firmware.ts';

const efi = '/sys/firmware/efi';
/** The variable's name with the vendor's GUID: EFI_GLOBAL_VARIABLE. */
const secureBoot = `${efi}/efivars/SecureBoot-8be4df61-93ca-11d2-aa0d-00e098032b8c`;

/** The kernel has `/sys/firmware/efi` when it was started by UEFI. */
export async function readFirmware(files: Files): Promise<FirmwareInventory> {
  const [isUefi, isFirmware] = await Promise.all([files.isThere(efi), files.isThere('/sys/firmware')]);
  if (isUefi) return { kind: known('uefi'), secureBoot: await readSecureBoot(files) };
  return isFirmware
    ? { kind: known('bios'), secureBoot: unknown('a BIOS has none') }
    : { kind: unknown('the kernel does not say'), secureBoot: unknown('the kernel does not say') };
}

async function readSecureBoot(files: Files): Promise<Fact<boolean>> {
  const variable = await files.readBytes(secureBoot);
  return variable.ok
    ? orUnknown(parseSecureBoot(variable.value), "the firmware's variable makes no sense")
    : unknown(reasonOf(variable));
}
