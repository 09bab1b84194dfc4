import { type PciDevice, type Problem, unknown } from '../../../contract/index.ts';
import { someAtATime } from '../../engine/some-at-a-time.ts';
import type { Files } from '../../host/files.ts';
import type { Reading } from '../../host/reading.ts';
import { devicesAtATime } from '../devices-at-a-time.ts';
import { orUnknown, reasonOf, toFact } from '../facts.ts';
import { parseCount, parseLine } from '../parse-scalar.ts';
import { byPciAddress, isPciAddress, parsePciFunction } from './parse-function.ts';
import { type PciNames, parsePciIds } from './parse-pci-ids.ts';
import { isMissed, toDriverProblem } from './plan-problems.ts';

const folder = '/sys/bus/pci/devices';
const namesFile = '/usr/share/misc/pci.ids';
/** Three times what the file has grown to in 25 years. */
const namesLimitBytes = 4 * 1024 * 1024;

export interface Pci {
  devices: PciDevice[];
  problems: Problem[];
}

/** Every function on the PCI bus, in the order of addresses: three files each. A machine without a PCI bus has none. */
export async function readPci(files: Files): Promise<Pci> {
  const listed = await files.listNames(folder);
  if (!listed.ok && listed.why !== 'missing') {
    const message = `PCI devices cannot be listed: ${listed.message}`;
    return { devices: [], problems: [warning('inventory.pci-unreadable', message)] };
  }
  const addresses = (listed.ok ? listed.value : []).filter(isPciAddress).sort(byPciAddress);
  const names = addresses.length === 0 ? noNames : await readNames(files);
  return {
    devices: await someAtATime(devicesAtATime, addresses, (address) => readDevice(files, address, names)),
    problems: [],
  };
}

interface Names {
  find?: PciNames;
  /** Why something has no name. */
  reason: string;
}

const noNames: Names = { reason: 'pci.ids is not installed' };

async function readNames(files: Files): Promise<Names> {
  const bytes = await files.readBytes(namesFile, namesLimitBytes);
  if (bytes.ok) return { find: parsePciIds(bytes.value), reason: 'pci.ids has no name for it' };
  return bytes.why === 'missing' ? noNames : { reason: `pci.ids: ${reasonOf(bytes)}` };
}

async function readDevice(files: Files, address: string, { find, reason }: Names): Promise<PciDevice> {
  const at = (attribute: string): string => `${folder}/${address}/${attribute}`;
  const [uevent, group, node] = await Promise.all([
    files.readText(at('uevent')),
    files.readLinkName(at('iommu_group')),
    files.readText(at('numa_node')),
  ]);
  const { vendorId, deviceId, classId, driver } = uevent.ok ? parsePciFunction(uevent.value) : {};
  const silent = uevent.ok ? 'the kernel does not say' : reasonOf(uevent);
  const isNamed = vendorId !== undefined && deviceId !== undefined;
  const device: PciDevice = {
    address,
    vendorId: orUnknown(vendorId, silent),
    deviceId: orUnknown(deviceId, silent),
    vendor: orUnknown(isNamed ? find?.vendor(vendorId) : undefined, isNamed ? reason : silent),
    device: orUnknown(isNamed ? find?.device(vendorId, deviceId) : undefined, isNamed ? reason : silent),
    classId: orUnknown(classId, silent),
    className: orUnknown(
      classId === undefined ? undefined : find?.class(classId),
      classId === undefined ? silent : reason,
    ),
    driver: orUnknown(parseLine(driver ?? ''), uevent.ok ? 'no driver has taken it' : silent),
    iommuGroup: group.ok ? toFact(group, parseCount) : unknown('it is in no group'),
    node: toNode(node),
    problems: [],
  };
  return { ...device, problems: await readProblems(files, device) };
}

/** `-1` where the firmware does not say which node a device is at, as on every machine with one. */
const toNode = (node: Reading<string>): PciDevice['node'] =>
  node.ok && node.value.trim() === '-1' ? unknown('the firmware does not say') : toFact(node, parseCount);

/** A function that a driver made of another one (SR-IOV) is not missed: it waits to be given to somebody. */
async function readProblems(files: Files, device: PciDevice): Promise<Problem[]> {
  if (device.vendorId.state === 'unknown') {
    const message = `The PCI device ${device.address} cannot be identified: ${device.vendorId.reason}`;
    return [warning('inventory.pci-device-unreadable', message)];
  }
  if (!isMissed(device) || (await files.isThere(`${folder}/${device.address}/physfn`))) return [];
  return toDriverProblem(device);
}

const warning = (code: string, message: string): Problem => ({ code, severity: 'warning', message });
