import { expect, it } from 'vitest';
import { parseDevices, withoutDevice } from '../../../../../src/backend/guest/nics/parse-devices.ts';
import { renderCase } from '../../../../support/domain-cases.ts';

const xml = renderCase('nics-passed-through');

it("finds the box's devices in the XML that the template makes, and takes out one of them", () => {
  expect(parseDevices(xml)).toEqual(['0000:01:00.0']);
  expect(withoutDevice(xml, '0000:02:00.0')).toBe(xml);
  const without = withoutDevice(xml, '0000:01:00.0');
  expect(parseDevices(without)).toEqual([]);
  expect(without.match(/<interface/g)).toEqual(xml.match(/<interface/g));
});

it('sees none in a comment, nor in a device of another bus', () => {
  expect(parseDevices(`<!-- ${xml} -->`)).toEqual([]);
  expect(
    parseDevices(
      "<hostdev mode='subsystem' type='usb'><source><address bus='1' device='2'/></source></hostdev>",
    ),
  ).toEqual([]);
});
