import type { Problem } from '../../contract/index.ts';
import type { Files } from '../host/files.ts';
import { parseLine } from './parse-scalar.ts';

const folder = '/sys/bus/pci/devices';
/** PCI base class 02: network controllers. */
const networkClass = /^0x02/;

/** Network controllers on the PCI bus that no driver has taken: they are no NICs of the kernel, so nothing else would name them. */
export async function readDriverless(files: Files): Promise<Problem[]> {
  const addresses = await files.listNames(folder);
  const problems = await Promise.all(
    (addresses.ok ? addresses.value : []).map((address) => readDevice(files, address)),
  );
  return problems.filter((problem) => problem !== undefined);
}

async function readDevice(files: Files, address: string): Promise<Problem | undefined> {
  const at = (attribute: string): string => `${folder}/${address}/${attribute}`;
  const kind = await files.readText(at('class'));
  if (!kind.ok || !networkClass.test(kind.value) || (await files.isThere(at('driver')))) return undefined;
  const [vendor, device] = await Promise.all([files.readText(at('vendor')), files.readText(at('device'))]);
  const id = [vendor, device]
    .map((part) => (part.ok ? (parseLine(part.value) ?? '?') : '?').replace(/^0x/, ''))
    .join(':');
  return {
    code: 'inventory.nic-no-driver',
    severity: 'warning',
    message: `The network device ${address} (${id}) has no driver, so that the guest does not get it`,
    hint: "See the kernel's messages, and whether the host image has the driver and its firmware",
  };
}
