import {
  factValue,
  type Guest,
  known,
  type LldpNeighbour,
  type Network,
  type Nic,
  type Problem,
  type UnconfirmedChange,
  unknown,
} from '../../contract/index.ts';
import { type PortRole, roleOf } from '../engine/port-roles.ts';

export interface NetworkParts {
  nics: readonly Nic[];
  /** What they are for, where it is something else than the guest. */
  entries: ReadonlyMap<Nic, PortRole>;
  /** Names of the NICs that are as wanted; undefined where the network is not ours. */
  settled: ReadonlySet<string> | undefined;
  guestNics: Guest['nics'];
  unconfirmed?: UnconfirmedChange | undefined;
  /** By the name of the NIC. */
  neighbours: ReadonlyMap<string, LldpNeighbour>;
  problems: readonly Problem[];
}

/** The network as the API tells it, without what is counted. */
export function toNetwork({
  nics,
  entries,
  settled,
  guestNics,
  unconfirmed,
  neighbours,
  problems,
}: NetworkParts): Network {
  return {
    ports: nics.map((nic) => {
      const { name, path, mac, permanentMac, driver, speedMbps, carrier, mtu, bridge } = nic;
      const guestMac = guestNics.find((each) => each.nic === name)?.mac;
      const neighbour = neighbours.get(name);
      return {
        nic: name,
        label: factValue(nic.port) ?? name,
        role: roleOf(entries, nic),
        roleBy: entries.get(nic)?.by ?? 'policy',
        place: path,
        ...{ mac, permanentMac, driver, speedMbps, carrier, mtu },
        counters: unknown('counted when asked for'),
        ...(neighbour === undefined ? {} : { neighbour }),
        ...(bridge === undefined ? {} : { bridge }),
        asWanted: settled === undefined ? unknown('the network is not ours') : known(settled.has(name)),
        ...(guestMac === undefined ? {} : { guestMac }),
      };
    }),
    ...(unconfirmed === undefined ? {} : { unconfirmed }),
    problems: [...problems],
  };
}
