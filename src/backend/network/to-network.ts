import {
  factValue,
  type Guest,
  known,
  type Network,
  type Nic,
  type Problem,
  unknown,
} from '../../contract/index.ts';

export interface NetworkParts {
  nics: readonly Nic[];
  /** Those that nobody is to have. */
  unused: ReadonlySet<Nic>;
  /** Names of the NICs that are as wanted; undefined where the network is not ours. */
  settled: ReadonlySet<string> | undefined;
  guestNics: Guest['nics'];
  problems: readonly Problem[];
}

/** The network as the API tells it. */
export function toNetwork({ nics, unused, settled, guestNics, problems }: NetworkParts): Network {
  return {
    ports: nics.map((nic) => {
      const { name, path, mac, driver, speedMbps, carrier, mtu, bridge } = nic;
      const guestMac = guestNics.find((each) => each.nic === name)?.mac;
      return {
        nic: name,
        label: factValue(nic.port) ?? name,
        role: unused.has(nic) ? 'unused' : 'guest',
        place: path,
        ...{ mac, driver, speedMbps, carrier, mtu },
        ...(bridge === undefined ? {} : { bridge }),
        asWanted: settled === undefined ? unknown('the network is not ours') : known(settled.has(name)),
        ...(guestMac === undefined ? {} : { guestMac }),
      };
    }),
    problems: [...problems],
  };
}
