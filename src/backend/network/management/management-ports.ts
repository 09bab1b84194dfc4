import type { ManagementSettings, Nic } from '../../../contract/index.ts';
import type { NetworkPolicy } from '../../config/policy/policy.ts';

type Entry = NetworkPolicy['ports'][number];

/** A NIC on which the host has an address. */
export interface ManagementPort {
  /** The kernel's name of it. */
  nic: string;
  wanted: ManagementSettings;
  /** TCP ports at which the host may be reached there. */
  allow: readonly number[];
}

/** The management ports, in the order of the NICs. */
export const toManagementPorts = (nics: readonly Nic[], entries: ReadonlyMap<Nic, Entry>): ManagementPort[] =>
  nics.flatMap((nic) => {
    const entry = entries.get(nic);
    if (entry?.role !== 'management') return [];
    return [{ nic: nic.name, wanted: toSettings(entry), allow: entry.allow ?? [] }];
  });

/** Without a word the address is DHCP's. */
export const toSettings = ({
  address = 'dhcp',
  gateway,
  dns,
}: Pick<Entry, 'address' | 'gateway' | 'dns'>): ManagementSettings => ({
  address,
  ...(gateway === undefined ? {} : { gateway }),
  ...(dns === undefined ? {} : { dns }),
});

/** Whether the host has there what is wanted: its address, or any by DHCP. `addresses` have their prefix lengths. */
export const isAddressed = ({ address }: ManagementSettings, addresses: readonly string[]): boolean =>
  address === 'dhcp' ? addresses.some((each) => !each.includes(':')) : addresses.includes(address);
