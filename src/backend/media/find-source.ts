import { OperatorError } from '../engine/operator-error.ts';
import type { Files } from '../host/files.ts';
import type { UsbDisk } from './model.ts';
import { parseNumber } from './parse-usb-disk.ts';

/**
 * The node to attach a disk from. Names such as sdb are given anew when a disk has gone: udev's link by the kernel's number leads to this one or
 * nowhere, and without the link the number is looked at once more.
 * @throws OperatorError `media.gone`
 */
export async function findSource(
  machine: Pick<Files, 'readText' | 'isThere'>,
  { name, sequence }: Pick<UsbDisk, 'name' | 'sequence'>,
): Promise<string> {
  const now = await machine.readText(`/sys/block/${name}/diskseq`);
  if (!now.ok || sequence === undefined || parseNumber(now.value) !== sequence)
    throw new OperatorError('media.gone', 'It is gone already');
  const link = `/dev/disk/by-diskseq/${sequence}`;
  return (await machine.isThere(link)) ? link : `/dev/${name}`;
}
