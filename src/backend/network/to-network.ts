import {
  factValue,
  type Guest,
  known,
  type LldpNeighbour,
  type Network,
  type NetworkPort,
  type Nic,
  type PortRole as PortRoleName,
  type Problem,
  type UnconfirmedChange,
  unknown,
} from '../../contract/index.ts';
import { type PortRole, roleOf } from '../engine/port-roles.ts';
import { isAddressed, toSettings } from './management/management-ports.ts';

export interface NetworkParts {
  nics: readonly Nic[];
  /** What they are for, where it is something else than the guest. */
  entries: ReadonlyMap<Nic, PortEntry>;
  /** The NICs that are as they were wanted at the last look, and what they were for then; undefined where the network is not ours. */
  settled: ReadonlyMap<string, PortRoleName | undefined> | undefined;
  guestNics: Guest['nics'];
  unconfirmed?: UnconfirmedChange | undefined;
  /** By the name of the NIC. */
  neighbours: ReadonlyMap<string, LldpNeighbour>;
  /** The host's, with their prefix lengths, by the name of the NIC. */
  addresses: ReadonlyMap<string, readonly string[]>;
  problems: readonly Problem[];
}

/** With the settings of management ports. */
type PortEntry = PortRole & Parameters<typeof toSettings>[0];

/** The network as the API tells it, without what is counted. */
export function toNetwork(parts: NetworkParts): Network {
  const { nics, unconfirmed, problems } = parts;
  return {
    ports: nics.map((nic) => toPort(nic, parts)),
    ...(unconfirmed === undefined ? {} : { unconfirmed }),
    problems: [...problems],
  };
}

function toPort(nic: Nic, { entries, settled, guestNics, neighbours, addresses }: NetworkParts): NetworkPort {
  const { name, path, mac, permanentMac, driver, speedMbps, carrier, mtu, bridge } = nic;
  const guestMac = guestNics.find((each) => each.nic === name)?.mac;
  const neighbour = neighbours.get(name);
  const entry = entries.get(nic);
  const management =
    entry?.role === 'management'
      ? { wanted: toSettings(entry), addresses: [...(addresses.get(name) ?? [])] }
      : undefined;
  const role = roleOf(entries, nic);
  // Another role than at the last look is still to be applied.
  const isAsWanted =
    settled &&
    settled.get(name) === role &&
    (management === undefined || isAddressed(management.wanted, management.addresses));
  return {
    nic: name,
    label: factValue(nic.port) ?? name,
    role,
    roleBy: entry?.by ?? 'policy',
    place: path,
    ...{ mac, permanentMac, driver, speedMbps, carrier, mtu },
    counters: unknown('counted when asked for'),
    ...(neighbour === undefined ? {} : { neighbour }),
    ...(bridge === undefined ? {} : { bridge }),
    asWanted: isAsWanted === undefined ? unknown('the network is not ours') : known(isAsWanted),
    ...(guestMac === undefined ? {} : { guestMac }),
    ...(management === undefined ? {} : { management }),
  };
}
