import type { LldpNeighbour, NetworkPort, PortCounters } from '../../contract/index.ts';
import { cell, field, plain } from '../hardware/cells.ts';
import type { Block, Cell, Field } from '../hardware/model.ts';
import { formatCounted } from '../units.ts';
import { linkCell } from './link-cell.ts';

/** Everything that is known of one NIC, for every view. */
export const describePort = (port: NetworkPort): Block[] => [
  { kind: 'fields', fields: describeUse(port) },
  ...describeManagement(port),
  describeNeighbour(port.neighbour),
  describeCounters(port.counters),
  { kind: 'fields', title: 'The NIC itself', fields: describeNic(port) },
];

const said = (label: string, text: string | undefined, otherwise = 'none'): Field => ({
  label,
  cell: plain(text ?? otherwise),
});

const describeUse = (port: NetworkPort): Field[] => [
  { label: 'Port', cell: plain(port.label === port.nic ? port.nic : `${port.label}, ${port.nic}`, 'main') },
  said('Role', `${port.role}, ${port.roleBy === 'policy' ? 'as the policy says' : 'set by a technician'}`),
  { label: 'Link', cell: linkCell(port) },
  said('Bridge', port.bridge),
  said("Guest's NIC", port.guestMac),
  { label: 'As wanted', cell: wantedCell(port) },
];

const describeNic = (port: NetworkPort): Field[] => [
  field('MAC address', port.mac),
  field('Permanent MAC', port.permanentMac),
  field('MTU', port.mtu),
  field('Driver', port.driver),
  field('Position', port.place),
];

/** Whether NIC and bridge are as they are to be. */
export const wantedCell = ({ asWanted }: NetworkPort): Cell =>
  cell(
    asWanted,
    (is) => (is ? 'yes' : 'no'),
    (is) => (is ? undefined : 'bad'),
  );

function describeManagement({ management }: NetworkPort): Block[] {
  if (management === undefined) return [];
  const { wanted, addresses } = management;
  const fields = [
    said('Address', wanted.address === 'dhcp' ? 'by DHCP' : wanted.address),
    ...(wanted.gateway === undefined ? [] : [said('Gateway', wanted.gateway)]),
    ...(wanted.dns === undefined ? [] : [said('Name servers', wanted.dns.join(', '))]),
    {
      label: 'It has now',
      cell: addresses.length === 0 ? plain('no address', 'warning') : plain(addresses.join(', ')),
    },
  ];
  return [{ kind: 'fields', title: 'Management', fields }];
}

function describeNeighbour(neighbour: LldpNeighbour | undefined): Block {
  const title = 'At the other end, as it says by LLDP';
  if (neighbour === undefined)
    return { kind: 'text', title, cell: { fact: { state: 'unknown', reason: 'nobody has been heard' } } };
  const { systemName, portId, portDescription, chassisId } = neighbour;
  const fields = [
    ...(systemName === undefined ? [] : [said('Name', systemName)]),
    said('Port', portId),
    ...(portDescription === undefined ? [] : [said('Its description', portDescription)]),
    said('Chassis', chassisId),
  ];
  return { kind: 'fields', title, fields };
}

function describeCounters(counters: NetworkPort['counters']): Block {
  const title = 'Counted since the driver was loaded';
  if (counters.state === 'unknown') return { kind: 'text', title, cell: cell(counters) };
  const both = (
    label: string,
    received: keyof PortCounters,
    sent: keyof PortCounters,
    bad: boolean,
  ): Field => ({
    label,
    cell: cell(
      counters,
      (all) => `${formatCounted(all[received])} received, ${formatCounted(all[sent])} sent`,
      (all) => (bad && all[received] + all[sent] > 0 ? 'warning' : undefined),
    ),
  });
  const fields = [
    both('Bytes', 'rxBytes', 'txBytes', false),
    both('Packets', 'rxPackets', 'txPackets', false),
    both('Errors', 'rxErrors', 'txErrors', true),
    both('Dropped', 'rxDropped', 'txDropped', false),
  ];
  return { kind: 'fields', title, fields };
}
