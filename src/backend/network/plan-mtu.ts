import type { Problem } from '../../contract/index.ts';
import type { ObservedLink } from './model.ts';

/** Bytes in the largest packet of a NIC: what is wanted where it can have that, else what it has. */
export const planMtu = (nic: ObservedLink, wanted: number | undefined): number =>
  wanted === undefined || !isAllowed(nic, wanted) ? nic.mtu : wanted;

export const mtuProblems = (nic: ObservedLink, wanted: number | undefined): Problem[] =>
  wanted === undefined || isAllowed(nic, wanted)
    ? []
    : [
        {
          code: 'network.mtu-refused',
          severity: 'warning',
          message: `NIC ${nic.name} does not take packets of ${wanted} bytes, but ${nic.minMtu} to ${nic.maxMtu ?? 'any number'}: it stays at ${nic.mtu}`,
          hint: 'Choose another network.mtu, or give the box another NIC',
        },
      ];

const isAllowed = ({ minMtu, maxMtu }: ObservedLink, mtu: number): boolean =>
  mtu >= minMtu && (maxMtu === undefined || mtu <= maxMtu);
