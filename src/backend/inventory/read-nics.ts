import { type Fact, factValue, type Nic, type Problem, plainText, unknown } from '../../contract/index.ts';
import { someAtATime } from '../engine/some-at-a-time.ts';
import type { Files } from '../host/files.ts';
import type { Reading } from '../host/reading.ts';
import { devicesAtATime } from './devices-at-a-time.ts';
import { notReadYet, orUnknown, toFact } from './facts.ts';
import { naturally } from './natural-order.ts';
import { parseBusPath, parseDuplex, parseMac, parseSpeed } from './parse-nic.ts';
import { parseCount, parseFlag, parseLine } from './parse-scalar.ts';
import { readPort, readSharedPorts } from './read-ports.ts';

const folder = '/sys/class/net';
/** ARPHRD_ETHER of linux/if_arp.h. */
const ethernet = 1;
/** NET_ADDR_PERM of linux/netdevice.h: the address is the one that the device was made with. */
const permanent = 0;

export interface Nics {
  nics: Nic[];
  problems: Problem[];
}

/** Permanent addresses by the kernel's name of the NIC, of those whose address was changed. Asked only when there is such a NIC. */
export type ReadPermanentMacs = () => Promise<ReadonlyMap<string, string>>;

/**
 * The physical Ethernet ports in the order of their places on the bus, and what stands in the way of others. What they are called is in the
 * lists of the buses: see `toNamedNics`.
 */
export async function readNics(files: Files, readPermanentMacs: ReadPermanentMacs): Promise<Nics> {
  const names = await files.listNames(folder);
  if (!names.ok) {
    return {
      nics: [],
      problems: [warning('inventory.nics-unreadable', `NICs cannot be listed: ${names.message}`)],
    };
  }
  const physical = await filterAsync(names.value, (name) => isPhysical(files, name));
  const wired = await filterAsync(physical, async (name) => !(await isRadio(files, name)));
  let asked: Promise<ReadonlyMap<string, string>> | undefined;
  const once: ReadPermanentMacs = () => {
    asked ??= readPermanentMacs();
    return asked;
  };
  const nics = await someAtATime(devicesAtATime, wired, (name) => readNic(files, name, once));
  return {
    nics: (await readSharedPorts(files, nics)).sort(byPlace),
    problems: [
      ...physical
        .filter((name) => !wired.includes(name))
        .map((name) =>
          warning('inventory.nic-wireless', `${name} is a wireless NIC, which no bridge can take`),
        ),
      ...names.value.filter(isNoText).map((name) => warning('inventory.nic-name', unusable(name))),
    ],
  };
}

/** The kernel takes any bytes for a name. What is no UTF-8 cannot be read by it, nor said to other programs. */
const isNoText = (name: string): boolean => name.includes('\ufffd');
const unusable = (name: string): string =>
  `${plainText(name)} is the name of a link, and is no UTF-8: it is left alone until it is called otherwise`;

async function readNic(files: Files, name: string, readPermanentMacs: ReadPermanentMacs): Promise<Nic> {
  const at = (attribute: string): string => `${folder}/${name}/${attribute}`;
  const [address, assigned, carrier, speed, duplex, mtu, driver, device, master, port, portId] =
    await Promise.all([
      files.readText(at('address')),
      files.readText(at('addr_assign_type')),
      files.readText(at('carrier')),
      files.readText(at('speed')),
      files.readText(at('duplex')),
      files.readText(at('mtu')),
      files.readLinkName(at('device/driver')),
      files.readRealPath(at('device')),
      files.readLinkName(at('master')),
      files.readText(at('phys_port_name')),
      files.readText(at('phys_port_id')),
    ]);
  const path = toFact(device, parseBusPath);
  const mac = toFact(address, parseMac);
  const isPermanent = assigned.ok && parseCount(assigned.value) === permanent;
  const permanentMac = isPermanent ? mac : toPermanentMac((await readPermanentMacs()).get(name));
  const nic: Nic = {
    name,
    mac,
    permanentMac,
    driver: toFact(driver, parseLine),
    firmware: notReadYet,
    path,
    port: await readPort(files, path, port),
    // A driver that has no such number refuses to answer.
    physicalPortId: orUnknown(portId.ok ? parseLine(portId.value) : undefined, 'the driver does not say'),
    model: notOnBus,
    node: notOnBus,
    // The kernel refuses to tell the carrier, speed and duplex of a port that is down.
    duplex: orUnknown(duplex.ok ? parseDuplex(duplex.value) : undefined, noSpeed(carrier)),
    carrier: carrier.ok ? toFact(carrier, parseFlag) : unknown('the port is down'),
    speedMbps: orUnknown(speed.ok ? parseSpeed(speed.value) : undefined, noSpeed(carrier)),
    mtu: toFact(mtu, parseCount),
    ...(master.ok ? { bridge: master.value } : {}),
    problems: [],
  };
  return { ...nic, problems: nicProblems(nic) };
}

const noSpeed = (carrier: Reading<string>): string =>
  carrier.ok && parseFlag(carrier.value) === true ? 'the driver does not say' : 'there is no link';
const toPermanentMac = (mac: string | undefined): Fact<string> => orUnknown(mac, 'the driver does not say');
const notOnBus = unknown('it is on no bus that tells');

function nicProblems(nic: Nic): Problem[] {
  return [
    ...(nic.mac.state === 'unknown'
      ? [warning('inventory.nic-no-mac', `${nic.name} has no hardware address`)]
      : []),
    ...(nic.driver.state === 'unknown'
      ? [warning('inventory.nic-no-driver', `${nic.name} has no driver`)]
      : []),
  ];
}

const warning = (code: string, message: string): Problem => ({ code, severity: 'warning', message });

async function isPhysical(files: Files, name: string): Promise<boolean> {
  const [device, type, virtualFunction] = await Promise.all([
    files.isThere(`${folder}/${name}/device`),
    files.readText(`${folder}/${name}/type`),
    files.isThere(`${folder}/${name}/device/physfn`),
  ]);
  return device && !virtualFunction && type.ok && parseCount(type.value) === ethernet;
}

async function isRadio(files: Files, name: string): Promise<boolean> {
  const signs = await Promise.all(
    ['phy80211', 'wireless'].map((sign) => files.isThere(`${folder}/${name}/${sign}`)),
  );
  return signs.includes(true);
}

async function filterAsync<T>(items: readonly T[], keep: (item: T) => Promise<boolean>): Promise<T[]> {
  const kept = await someAtATime(devicesAtATime, items, keep);
  return items.filter((_, index) => kept[index]);
}

/** By place on the bus, so that a port keeps its position when others come and go; ports without a place last, by name. */
function byPlace(a: Nic, b: Nic): number {
  const [left, right] = [factValue(a.path) ?? '\uffff', factValue(b.path) ?? '\uffff'];
  return left === right ? naturally(a.name, b.name) : left < right ? -1 : 1;
}
