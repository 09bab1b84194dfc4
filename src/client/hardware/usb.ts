import type { Inventory, UsbDevice } from '../../contract/index.ts';
import { formatSpeed } from '../units.ts';
import { cell, joined, knownValue, plain } from './cells.ts';
import type { Block } from './model.ts';
import { type ColumnOf, toTable } from './to-table.ts';

export function describeUsb({ usb }: Inventory): Block[] {
  const tree = toTree(usb);
  return [
    toTable(tree, columns, {
      none: 'No USB device is seen.',
      problems: ({ device }) => device.problems,
      depth: ({ depth }) => depth,
    }),
  ];
}

interface Node {
  device: UsbDevice;
  depth: number;
}

/** Devices below the hubs that they are plugged into. One whose hub is not in the list is shown at the top, and none is lost. */
function toTree(devices: readonly UsbDevice[]): Node[] {
  const nodes: Node[] = [];
  const left = new Set(devices);
  const add = (device: UsbDevice, depth: number) => {
    if (!left.delete(device)) return;
    nodes.push({ device, depth });
    for (const child of devices) if (child.parent === device.path) add(child, depth + 1);
  };
  const paths = new Set(devices.map(({ path }) => path));
  for (const device of devices) {
    if (device.parent === undefined || !paths.has(device.parent)) add(device, 0);
  }
  // Only devices that claim to be plugged into each other are left.
  for (const device of left) add(device, 0);
  return nodes;
}

/** The USB-IF's class codes that a technician has a word for (https://www.usb.org/defined-class-codes). */
const CLASSES: Record<string, string> = {
  '01': 'audio',
  '02': 'communication',
  '03': 'keyboard, mouse',
  '05': 'physical',
  '06': 'camera',
  '07': 'printer',
  '08': 'storage',
  '09': 'hub',
  '0a': 'communication',
  '0b': 'smart card',
  '0d': 'security',
  '0e': 'video',
  e0: 'wireless',
};

function describeClasses(classes: readonly string[]): string {
  const words = classes.flatMap((code) => (Object.hasOwn(CLASSES, code) ? (CLASSES[code] ?? []) : []));
  return words.length === 0 ? 'other' : [...new Set(words)].join(', ');
}

const columns: ColumnOf<Node>[] = [
  { title: 'Place', rank: 0, most: 20, cell: ({ device: { path } }) => plain(path, 'main') },
  {
    title: 'Device',
    rank: 1,
    most: 36,
    cell: ({ device: { manufacturer, product } }) => joined(manufacturer, product),
  },
  {
    title: 'ID',
    rank: 2,
    most: 9,
    cell: ({ device: { vendorId, productId } }) => joined(vendorId, productId, ':'),
  },
  { title: 'Kind', rank: 3, most: 24, cell: ({ device: { classes } }) => plain(describeClasses(classes)) },
  { title: 'Speed', rank: 4, most: 12, cell: ({ device: { speedMbps } }) => cell(speedMbps, formatSpeed) },
  { title: 'Serial', rank: 5, most: 30, cell: ({ device: { serial } }) => cell(serial) },
  {
    title: 'Driver',
    rank: 6,
    most: 24,
    cell: ({ device: { drivers } }) => plain(drivers.length === 0 ? 'none' : drivers.join(', ')),
  },
  {
    title: 'Ports',
    rank: 7,
    most: 8,
    align: 'right',
    cell: ({ device: { ports } }) => (knownValue(ports) === 0 ? undefined : cell(ports)),
  },
];
