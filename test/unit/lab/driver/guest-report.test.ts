import { expect, test } from 'vitest';
import { parseLastReport } from '../../../lab/driver/guest-report.ts';

const report = (boots: number) =>
  `BEZEL-REPORT ${JSON.stringify({
    ...{
      bios: {},
      system: { product: 'Box <9000>' },
      board: {},
      chassis: {},
      oemStrings: [],
      uuid: 'u',
      ...{ cpus: 2, sockets: 1, cores: 2, nodes: 1 },
    },
    ...{ memoryMiB: 512, disks: [], drives: [], nics: [], privateLink: null, defaultRoutes: [], boots },
  })}\r\n`;

test('the last whole report counts', () => {
  expect(parseLastReport(`${report(1)}guest> ${report(2)}guest> `)?.boots).toBe(2);
  expect(parseLastReport(`${report(1)}${report(2).slice(0, -2)}`)?.boots).toBe(1);
});

test('no report is no report', () => {
  expect(parseLastReport('guest> report\r\nBEZEL-REPORT {"cpus":')).toBeUndefined();
});

test('a report of some members has to have these, and no others', () => {
  const some = 'BEZEL-REPORT {"boots":3,"uuid":"u"}\r\n';
  expect(parseLastReport(some, ['boots', 'uuid'])).toEqual({ boots: 3, uuid: 'u' });
  expect(parseLastReport(some, ['boots'])).toEqual({ boots: 3 });
  expect(() => parseLastReport(some, ['disks'])).toThrow(/disks/);
  expect(() => parseLastReport(some)).toThrow(/system/);
});
