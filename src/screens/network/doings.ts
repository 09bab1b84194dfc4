import { isStale } from '../../client/selectors.ts';
import type { State } from '../../client/store.ts';
import type { NetworkPort, PortRoleRequest, UnconfirmedChange } from '../../contract/index.ts';
import type { Doing } from '../desk/desk.ts';

const isThere = (state: State, nic: string): boolean =>
  !isStale(state) && state.network?.ports.some((port) => port.nic === nic) === true;

export const blinking = ({ nic, label }: NetworkPort): Doing => ({
  title: `Make the light of ${label} blink?`,
  consequence:
    'The light beside the socket blinks for 15 s, where its driver can do that. Traffic is not affected. Other work waits meanwhile.',
  yes: 'Blink',
  possible: (state) => isThere(state, nic),
  run: (client) => client.call('network.identify', { body: { port: nic } }),
});

const EFFECTS: Record<PortRoleRequest['role'], string> = {
  guest: 'It is joined to a bridge of its own, and the guest has a NIC there.',
  unused: 'It is switched off, and the guest loses its NIC there.',
  policy: 'It is again what the policy says.',
  management: 'The guest loses its NIC there, and the host has an address on this wire.',
};

export function settingRole({ nic, label }: NetworkPort, request: PortRoleRequest): Doing {
  const address = request.role === 'management' ? ` Its address: ${toWords(request)}.` : '';
  return {
    title: `Change what ${label} is for?`,
    consequence: `${EFFECTS[request.role]}${address} It is so at once, and taken back after 60 s unless somebody keeps it here.`,
    yes: 'Change it',
    possible: (state) => isThere(state, nic) && state.network?.unconfirmed === undefined,
    run: (client) => client.call('network.set', { body: request }),
  };
}

function toWords({ address, gateway, dns }: Extract<PortRoleRequest, { role: 'management' }>): string {
  return [
    address === 'dhcp' ? 'by DHCP' : address,
    ...(gateway === undefined ? [] : [`gateway ${gateway}`]),
    ...(dns === undefined ? [] : [`name servers ${dns.join(', ')}`]),
  ].join(', ');
}

const isStillOpen = (state: State, { confirmBy }: UnconfirmedChange): boolean =>
  !isStale(state) && state.network?.unconfirmed?.confirmBy === confirmBy;

export const keeping = (change: UnconfirmedChange): Doing => ({
  title: 'Keep the change?',
  consequence: `${change.message}. It stays so, also after the box has been started again.`,
  yes: 'Keep it',
  possible: (state) => isStillOpen(state, change),
  run: (client) => client.call('network.confirm'),
});

export const takingBack = (change: UnconfirmedChange): Doing => ({
  title: 'Take the change back now?',
  consequence: `${change.message}. The NIC is again what it was before.`,
  yes: 'Take it back',
  possible: (state) => isStillOpen(state, change),
  run: (client) => client.call('network.revert'),
});
