import { describe, expect, test } from 'vitest';
import { parseUpsState } from '../../../../../src/backend/power/ups/parse-ups-state.ts';
import { renderNutFiles, toFormerPassword } from '../../../../../src/backend/power/ups/render-nut-files.ts';
import { toUpsProblems } from '../../../../../src/backend/power/ups/to-ups-problems.ts';

describe('what the UPS says', () => {
  test.each([
    ['event=ONBATT\nups.status=OB DISCHRG\nbattery.charge=97.6\nbattery.runtime=1500\n', 'on-battery'],
    ['event=LOWBATT\nups.status=OB DISCHRG LB\n', 'low'],
    // The battery is charged again: it is low, and the mains are there.
    ['event=ONLINE\nups.status=OL CHRG LB\n', 'online'],
    ['event=COMMBAD\n', 'lost'],
    ['event=SHUTDOWN\nups.status=OL\n', 'low'],
    ['event=ONLINE\nups.status=FSD OL\n', 'low'],
  ])('%j is %s', (text, power) => expect(parseUpsState(text)?.power).toBe(power));

  test.each(['', 'event=ONLINE\n', 'nonsense', 'event=\u001b[2J\nups.status=XX'])('%j is nothing', (text) =>
    expect(parseUpsState(text)).toBeUndefined(),
  );

  test('has figures only where they are figures', () => {
    expect(parseUpsState('ups.status=OB\nbattery.charge=97.6\nbattery.runtime=1500')).toMatchObject({
      chargePercent: 98,
      runtimeS: 1500,
    });
    expect(parseUpsState('ups.status=OB\nbattery.charge=101\nbattery.runtime=soon')).toEqual({
      power: 'on-battery',
      replaceBattery: false,
    });
  });

  test('is a problem, but for the mains that are there', () => {
    const codes = (text: string): string[] => toUpsProblems(parseUpsState(text)).map(({ code }) => code);
    expect(codes('ups.status=OL')).toEqual([]);
    expect(codes('ups.status=OB')).toEqual(['power.ups-on-battery']);
    expect(codes('ups.status=OB LB RB')).toEqual(['power.ups-low', 'power.ups-battery']);
    expect(codes('event=NOCOMM')).toEqual(['power.ups-lost']);
  });
});

describe("NUT's files", () => {
  const places = {
    folder: '/run/bezel-ups',
    password: '0b6f2a52-7f0c-4a44-9f0e-3a54b5ea1a10',
    programs: { notify: '/n', shutdown: '/s' },
    port: 3493,
  };

  test('of a UPS at the box have its driver, a server that nobody else reaches, and the monitor', () => {
    const { files, units } = renderNutFiles({ driver: 'usbhid-ups', port: 'auto' }, places);
    expect(files.get('ups.conf')).toBe('[box]\ndriver = "usbhid-ups"\nport = "auto"\n');
    expect(files.get('upsd.conf')).toMatch(/^LISTEN 127\.0\.0\.1 3493$/m);
    expect(files.get('upsmon.conf')).toContain(
      `MONITOR box@127.0.0.1:3493 1 "bezel" "${places.password}" primary\n`,
    );
    expect(toFormerPassword(files.get('upsd.users') ?? '')).toBe(places.password);
    expect(units).toEqual([
      'bezel-ups-driver@usbhid-ups.service',
      'bezel-upsd.service',
      'bezel-upsmon.service',
    ]);
  });

  test('of a UPS at a server have the monitor alone', () => {
    const ups = { system: 'ups@192.0.2.5', user: 'box7', password: "it's#1", port: 'auto' };
    const { files, units } = renderNutFiles(ups, places);
    expect([...files.keys()]).toEqual(['upsmon.conf']);
    expect(files.get('upsmon.conf')).toContain(`MONITOR ups@192.0.2.5 1 "box7" "it's#1" secondary\n`);
    expect(units).toEqual(['bezel-upsmon.service']);
  });
});
