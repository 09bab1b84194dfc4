import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseFirmware } from '../../../../../src/backend/inventory/slow/parse-ethtool.ts';
import { parseSmart } from '../../../../../src/backend/inventory/slow/parse-smart.ts';
import { known, smart as schema } from '../../../../../src/contract/index.ts';

it("takes a NIC's firmware from ethtool's answer, where there is one", () => {
  const answer = (version: string): string =>
    `driver: igb\nversion: 6.12\nfirmware-version:${version}\nexpansion-rom-version: 7\n`;
  expect([' 1.63, 0x800009fa', ' ', '', ' N/A', ' \u001b[31mred'].map(answer).map(parseFirmware)).toEqual([
    '1.63, 0x800009fa',
    undefined,
    undefined,
    undefined,
    'red',
  ]);
  expect(parseFirmware('')).toBeUndefined();
});

const smart = (answer: object): ReturnType<typeof parseSmart> => parseSmart(JSON.stringify(answer));
const unknown = (reason: string): object => ({ state: 'unknown', reason });
const attribute = (id: number, name: string, value: number, raw: string): object => ({
  id,
  name,
  value,
  raw: { value: 2 ** 40, string: raw },
});

describe('the health of a disk', () => {
  it('on ATA is told by attributes', () => {
    expect(
      smart({
        smartctl: { exit_status: 0 },
        smart_status: { passed: true },
        temperature: { current: 34 },
        power_on_time: { hours: 20_103, minutes: 5 },
        ata_smart_attributes: {
          table: [
            attribute(5, 'Reallocated_Sector_Ct', 100, '3'),
            attribute(177, 'Wear_Leveling_Count', 93, '120'),
            attribute(197, 'Current_Pending_Sector', 100, '2 (Average 7)'),
            attribute(194, 'Temperature_Celsius', 66, '34 (Min/Max 20/45)'),
          ],
        },
      }),
    ).toEqual(known({ passed: true, temperatureC: 34, powerOnHours: 20_103, wearPercent: 7, badSectors: 5 }));
  });

  it('on NVMe is told by its log, with more than the rated life used up', () => {
    expect(
      smart({
        smart_status: { passed: false, nvme: { value: 4 } },
        nvme_smart_health_information_log: { percentage_used: 112, media_errors: 9, temperature: 41 },
        temperature: { current: 41 },
        power_on_time: { hours: 5 },
      }),
    ).toEqual(known({ passed: false, temperatureC: 41, powerOnHours: 5, wearPercent: 112, badSectors: 9 }));
  });

  it('on SAS is told by its lists', () => {
    expect(
      smart({
        smart_status: { passed: true },
        scsi_grown_defect_list: 4,
        scsi_percentage_used_endurance_indicator: 1,
      }),
    ).toEqual(known({ passed: true, badSectors: 4, wearPercent: 1 }));
  });

  it('counts as failed by the exit status alone', () => {
    expect(smart({ smartctl: { exit_status: 0x08 } })).toEqual(known({ passed: false }));
    expect(smart({ smartctl: { exit_status: 0xc4 }, smart_status: { passed: true } })).toEqual(
      known({ passed: true }),
    );
  });

  it('is unknown with the reason of the disk, or of smartctl', () => {
    const says = (string: string, status = 2): object => ({
      smartctl: { messages: [{ string, severity: 'error' }], exit_status: status },
    });
    expect(smart(says('Device is in STANDBY mode, exit(2)'))).toEqual(unknown('the disk is asleep'));
    expect(smart(says('Device is in STANDBY (OS) mode, exit(2)'))).toEqual(unknown('the disk is asleep'));
    expect(smart(says('/dev/sdb: Unknown USB bridge [0x0781:0x5581 (0x100)]', 1))).toEqual(
      unknown('smartctl: /dev/sdb: Unknown USB bridge [0x0781:0x5581 (0x100)]'),
    );
    expect(smart(says(`\u001b[2J${'x'.repeat(5000)}`))).toEqual(unknown(`smartctl: ${'x'.repeat(200)}`));
    expect(smart({ smart_support: { available: false } })).toEqual(unknown('the disk has no SMART'));
    expect(smart({ smart_support: { available: true, enabled: false } })).toEqual(
      unknown('SMART is switched off in the disk'),
    );
    expect(smart({})).toEqual(unknown('the disk does not say'));
    expect(parseSmart('smartctl 7.3')).toEqual(unknown("smartctl's answer makes no sense"));
  });

  it('leaves out what makes no sense, and keeps the rest', () => {
    expect(
      smart({
        smart_status: { passed: true },
        temperature: { current: 'hot' },
        power_on_time: { hours: -1 },
        nvme_smart_health_information_log: { percentage_used: 1e300, media_errors: 0 },
        ata_smart_attributes: { table: [attribute(231, 'SSD_Life_Left', 253, 'x')] },
      }),
    ).toEqual(known({ passed: true, badSectors: 0 }));
  });

  it('is never more than the contract allows, whatever was printed', () => {
    const answers = fc.record({
      smart_status: fc.oneof(fc.record({ passed: fc.boolean() }), fc.jsonValue()),
      temperature: fc.oneof(fc.record({ current: fc.double() }), fc.jsonValue()),
      power_on_time: fc.oneof(fc.record({ hours: fc.maxSafeInteger() }), fc.jsonValue()),
      ata_smart_attributes: fc.jsonValue(),
    });
    fc.assert(
      fc.property(fc.oneof(answers, fc.jsonValue()), (answer) => {
        const fact = parseSmart(JSON.stringify(answer) ?? '');
        if (fact.state === 'known') schema.parse(fact.value);
      }),
    );
  });
});
