import { factValue, type Nic } from '../../contract/index.ts';

/** A hint is read on a seat. */
const maxDescribed = 8;

/** The NIC's own hardware address in small letters; `null` when it tells none that is one NIC's. */
export function ownAddress(nic: Nic): string | null {
  const address = (factValue(nic.permanentMac) ?? factValue(nic.mac))?.toLowerCase() ?? '';
  return isOneNics(address) ? address : null;
}

/** Every hardware address that the NIC tells, in small letters. */
export const addressesOf = (nic: Nic): string[] =>
  [nic.mac, nic.permanentMac].flatMap((mac) => factValue(mac)?.toLowerCase() ?? []);

/** Whether a text in small letters is a hardware address that some device may have been given. */
export const isOneNics = (address: string): boolean =>
  /^([0-9a-f]{2}:){5}[0-9a-f]{2}$/.test(address) && address !== nobody;

/** Where the NIC is on its bus, in small letters. */
export const placeOf = (nic: Nic): string | null => factValue(nic.path)?.toLowerCase() ?? null;

/** What drivers say that have read nothing. */
const nobody = '00:00:00:00:00:00';

/** By the first of these that any NIC has: place, name, hardware address, label. */
export function findNics(port: string, nics: readonly Nic[]): Nic[] {
  const text = port.toLowerCase();
  const ways: ((nic: Nic) => boolean)[] = [
    (nic) => placeOf(nic) === text,
    (nic) => nic.name === port,
    (nic) => ownAddress(nic) === text,
    (nic) => factValue(nic.port)?.toLowerCase() === text,
  ];
  for (const isMeant of ways) {
    const found = nics.filter(isMeant);
    if (found.length > 0) return found;
  }
  return [];
}

/** `eno1 (0000:01:00.0, 3c:ec:ef:00:00:10, LAN 1)` */
function describe(nic: Nic): string {
  const more = [placeOf(nic), ownAddress(nic), factValue(nic.port)].filter((text) => text != null);
  return more.length === 0 ? nic.name : `${nic.name} (${more.join(', ')})`;
}

/** NICs as the policy may name them; of many, the first. */
export function describeNics(nics: readonly Nic[]): string {
  const described = nics.slice(0, maxDescribed).map(describe).join('; ');
  return nics.length <= maxDescribed ? described : `${described}; and ${nics.length - maxDescribed} more`;
}
