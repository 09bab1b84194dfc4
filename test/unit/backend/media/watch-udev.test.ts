import { expect, test } from 'vitest';
import type { Listener } from '../../../../src/backend/host/follow-command.ts';
import { watchUdev } from '../../../../src/backend/media/watch-udev.ts';
import { ManualClock } from '../../client/manual-clock.ts';

const usb = '/devices/pci0000:00/0000:00:04.0/usb2/2-1';
const block = `${usb}/2-1:1.0/host6/target6:0:0/6:0:0:0/block`;

function start() {
  let listener: Listener | undefined;
  const told: string[] = [];
  watchUdev({
    clock: new ManualClock(),
    follow: (_file, _args, own) => {
      listener = own;
      return { stop: async () => {} };
    },
    onDisk: (name) => void told.push(`disk ${name}`),
    onStale: (names) => void told.push(names === undefined ? 'all stale' : `stale ${names.at(-1)}`),
    onNews: (isOfDrives) => void told.push(isOfDrives ? 'news of all' : 'news'),
    onListening: () => {},
    onFailure: () => {},
  });
  const say = (text: string): string[] => {
    told.length = 0;
    listener?.output(Buffer.from(text));
    return told;
  };
  return { told, say, complain: () => listener?.output() };
}

test('what happened before it began to listen nobody has heard', () => {
  const { told, complain } = start();
  expect(told).toEqual(['all stale', 'news of all']);
  complain();
  expect(told).toHaveLength(4);
});

test.each([
  [`KERNEL[145.327921] add      ${usb} (usb)`, ['stale 2-1']],
  [`KERNEL[146.748881] add      ${block}/sda (block)`, ['stale sda', 'disk sda']],
  [`KERNEL[146.748881] add      ${block}/sda/sda1 (block)`, ['stale sda1']],
  [`KERNEL[146.805513] change   ${block}/sda (block)`, ['stale sda']],
  [`KERNEL[146.874769] remove   ${block}/sda (block)`, ['stale sda', 'news']],
  [`UDEV  [146.874769] add      ${block}/sda (block)`, ['stale sda', 'news']],
  [`UDEV  [146.874769] change   ${block}/sr0 (block)`, ['stale sr0', 'news of all']],
  [`UDEV  [145.788569] bind     ${usb}/2-1:1.0 (usb)`, ['stale 2-1:1.0', 'news of all']],
  ['KERNEL[1.2] add      /devices/virtual/block/dm-3 (block)', ['stale dm-3']],
  ['monitor will print the received events for:', ['all stale', 'news of all']],
  ['\u001b[2J', ['all stale', 'news of all']],
])('%s', (line, wanted) => {
  expect(start().say(`${line}\n`)).toEqual(wanted);
});

test('a line that comes in pieces is one, and several are each looked at', () => {
  const { say } = start();
  expect(say(`KERNEL[1.2] add      ${block.slice(0, 40)}`)).toEqual(['stale undefined']);
  expect(say(`${block.slice(40)}/sda (block)\nUDEV  [1.3] add      ${usb} (usb)\n`)).toEqual([
    'stale 2-1',
    'disk sda',
    'news of all',
  ]);
});

test('what is told of a device is told of whatever it is in', () => {
  const names: (readonly string[] | undefined)[] = [];
  let listener: Listener | undefined;
  watchUdev({
    clock: new ManualClock(),
    follow: (_file, _args, own) => {
      listener = own;
      return { stop: async () => {} };
    },
    onDisk: () => {},
    onStale: (each) => void names.push(each),
    onNews: () => {},
    onListening: () => {},
    onFailure: () => {},
  });
  listener?.output(Buffer.from(`UDEV  [1.3] change   ${block}/sda (block)\n`));
  expect(names.at(-1)).toEqual(expect.arrayContaining(['2-1', '2-1:1.0', 'sda']));
});
