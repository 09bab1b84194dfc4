import type { NetworkPort } from '../../contract/index.ts';
import { knownValue } from '../hardware/cells.ts';

/** The ports that somebody means: by the first of these that any has: place, name, hardware address, label. As the backend finds them. */
export function findPorts(text: string, ports: readonly NetworkPort[]): NetworkPort[] {
  const small = text.toLowerCase();
  const ways: ((port: NetworkPort) => boolean)[] = [
    ({ place }) => knownValue(place)?.toLowerCase() === small,
    ({ nic }) => nic === text,
    ({ mac, permanentMac }) => (knownValue(permanentMac) ?? knownValue(mac))?.toLowerCase() === small,
    ({ label }) => label.toLowerCase() === small,
  ];
  for (const isMeant of ways) {
    const found = ports.filter(isMeant);
    if (found.length > 0) return found;
  }
  return [];
}
