import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  parseChannels,
  parseLimit,
  parseValue,
  toAlarms,
} from '../../../../../src/backend/inventory/sensors/parse-channel.ts';

describe('the channels of a chip', () => {
  it('are its inputs, temperatures first, by number', () => {
    const names = [
      'fan2_input',
      'temp10_input',
      'temp2_input',
      'in0_input',
      'curr1_input',
      'humidity1_input',
    ];
    expect(parseChannels([...names, 'power1_average', 'name', 'uevent']).map(({ name }) => name)).toEqual([
      'temp2',
      'temp10',
      'fan2',
      'in0',
      'curr1',
      'power1',
      'humidity1',
    ]);
  });
  it('have something to show: no limits, alarms or settings alone', () => {
    const names = ['temp1_max', 'in0_alarm', 'pwm1', 'pwm1_enable', 'energy1_input', 'constructor1_input'];
    expect(parseChannels(names)).toEqual([]);
  });
  it('know which of their alarms there are', () => {
    const [channel] = parseChannels(['temp1_input', 'temp1_crit_alarm', 'temp1_alarm', 'temp1_max_alarm_x']);
    expect(toAlarms(channel?.attributes ?? new Set())).toEqual(['alarm', 'crit_alarm']);
  });
  it('are bounded, whatever a folder has in it', () => {
    const file = fc.oneof(fc.string(), fc.constantFrom('temp1_input', 'in7_input', 'fan1_', '_input'));
    fc.assert(
      fc.property(fc.array(file), (names) => {
        const channels = parseChannels(names);
        expect(channels.every(({ name }) => /^[a-z]+\d+$/.test(name))).toBe(true);
      }),
    );
    expect(parseChannels(Array.from({ length: 1000 }, (_, n) => `temp${n}_input`))).toHaveLength(256);
  });
});

describe('a value', () => {
  it('is in the unit of the contract', () => {
    expect(parseValue('38850\n', 'temperature')).toBe(38.85);
    expect(parseValue('-5000', 'temperature')).toBe(-5);
    expect(parseValue('1200', 'fan')).toBe(1200);
    expect(parseValue('12096', 'voltage')).toBe(12.096);
    expect(parseValue('900', 'current')).toBe(0.9);
    expect(parseValue('95500000', 'power')).toBe(95.5);
    expect(parseValue('45300', 'humidity')).toBe(45.3);
  });
  it('is a whole number of the kernel', () => {
    expect(['', 'N/A', '1.5', '1e9', '9999999999999999'].map((text) => parseValue(text, 'fan'))).toEqual(
      Array(5).fill(undefined),
    );
  });
  it('as a limit is none at the end of the scale of temperatures', () => {
    expect(['65261850', '-273150', '84850'].map((text) => parseLimit(text, 'temperature'))).toEqual([
      undefined,
      undefined,
      84.85,
    ]);
    expect(parseLimit('65261850', 'power')).toBe(65.26185);
  });
});
