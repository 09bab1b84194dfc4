import { describe, expect, test } from 'vitest';
import { parsePowerButtons } from '../../../../src/backend/host/parse-power-buttons.ts';
import { parsePresses } from '../../../../src/backend/host/parse-presses.ts';

const device = (bus: string, name: string, handlers: string, keys: string): string =>
  [
    `I: Bus=${bus} Vendor=0000 Product=0001 Version=0000`,
    `N: Name="${name}"`,
    'P: Phys=LNXPWRBN/button/input0',
    'S: Sysfs=/devices/LNXSYSTM:00/LNXPWRBN:00/input/input0',
    'U: Uniq=',
    `H: Handlers=${handlers} `,
    'B: PROP=0',
    'B: EV=3',
    `B: KEY=${keys}`,
    '',
  ].join('\n');
const list = (...devices: string[]): string => `${devices.join('\n')}\n`;

describe('the power buttons among the input devices', () => {
  test('are parts of the box that have a power key', () => {
    const text = list(
      device('0019', 'Power Button', 'kbd event0', '10000000000000 0'),
      device('0019', 'Sleep Button', 'kbd event1', '4000 0 0'),
      device('0019', 'Power Button', 'kbd event2', '8000 10000000000000 0'),
    );
    expect(parsePowerButtons(text)).toEqual(['event0', 'event2']);
  });

  test('are no keyboards, whatever keys they say they have', () => {
    const keys = 'e080ffdf01cfffff fffffffffffffffe';
    expect(parsePowerButtons(list(device('0003', 'Power Button', 'sysrq kbd event3', keys)))).toEqual([]);
    expect(parsePowerButtons(list(device('0011', 'AT Keyboard', 'sysrq kbd event4', keys)))).toEqual([]);
  });

  test.each(['', '\n\n\n', 'I: Bus=0019 \nB: KEY=zz', 'I: Bus=0019 \nB: KEY= \nH: Handlers=event0'])(
    'are none in %j',
    (text) => expect(parsePowerButtons(text)).toEqual([]),
  );

  test('have no name that leads anywhere else', () => {
    const text = list(device('0019', 'Power Button', '../sda event1x event5', '10000000000000 0'));
    expect(parsePowerButtons(text)).toEqual(['event5']);
  });
});

/** As evdev of an ACPI button said it: down, up, each followed by a SYN_REPORT. */
const recorded = Buffer.from(
  [
    '8d3f6868000000005a8c0b0000000000' + '0100740001000000',
    '8d3f6868000000005a8c0b0000000000' + '0000000000000000',
    '8d3f6868000000006e8c0b0000000000' + '0100740000000000',
    '8d3f6868000000006e8c0b0000000000' + '0000000000000000',
  ].join(''),
  'hex',
);

describe('what a button says', () => {
  test('is one press from down to up', () => {
    expect(parsePresses(recorded)).toMatchObject({ presses: 1 });
  });

  test('may come in pieces of any size', () => {
    for (const size of [1, 5, 23, 24, 25, 95]) {
      let rest: Uint8Array = new Uint8Array();
      let presses = 0;
      for (let at = 0; at < recorded.length; at += size) {
        const found = parsePresses(Buffer.concat([rest, recorded.subarray(at, at + size)]));
        presses += found.presses;
        rest = found.rest;
      }
      expect({ presses, rest: rest.length }).toEqual({ presses: 1, rest: 0 });
    }
  });

  test('is no press when another key goes down, or the button is held', () => {
    const event = (code: number, value: number): Buffer => {
      const bytes = Buffer.alloc(24);
      bytes.writeUInt16LE(1, 16);
      bytes.writeUInt16LE(code, 18);
      bytes.writeInt32LE(value, 20);
      return bytes;
    };
    expect(parsePresses(Buffer.concat([event(142, 1), event(116, 2), event(116, 0)])).presses).toBe(0);
    expect(parsePresses(event(116, 1)).presses).toBe(1);
  });
});
