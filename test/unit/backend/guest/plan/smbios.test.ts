import { describe, expect, it } from 'vitest';
import { smbios as smbiosSchema } from '../../../../../src/backend/config/policy/smbios.ts';
import { planSmbios } from '../../../../../src/backend/guest/plan/plan-smbios.ts';
import { known, type SmbiosInventory, unknown } from '../../../../../src/contract/index.ts';

const box: SmbiosInventory = {
  bios: { vendor: known('AMI'), date: known('08/15/2024'), release: known('2.7') },
  system: {
    manufacturer: known('ACME & Sons'),
    serial: known('4711'),
    version: unknown('the firmware says "To Be Filled By O.E.M."'),
    uuid: known('00112233-4455-6677-8899-aabbccddeeff'),
    wakeup: known('not one of ours'),
  },
  baseBoard: { product: known('X12') },
  chassis: {},
  otherBaseBoards: [],
  otherChassis: [],
  oemStrings: ['one', 'two'],
};
const plan = (policy: object, smbios = box) =>
  planSmbios(smbios, smbiosSchema.parse(policy), { vendor: 'Acme', name: 'Gate' });
const fields = (group: 'bios' | 'system', policy: object, smbios = box) =>
  Object.fromEntries(plan(policy, smbios).smbios?.[group].map(({ name, value }) => [name, value]) ?? []);

describe('the identity', () => {
  it("is the box's, without what nobody filled in and what libvirt has no word for", () => {
    expect(fields('system', {})).toEqual({ manufacturer: 'ACME & Sons', serial: '4711' });
    expect(plan({}).smbios?.oemStrings).toEqual(['one', 'two']);
  });
  it('is nothing where the policy wants none, save what it says itself', () => {
    expect(plan({ source: 'none' })).toEqual({ smbios: null, problems: [] });
    expect(plan({ source: 'none', system: { product: 'Appliance' } }).smbios).toEqual({
      bios: [],
      system: [{ name: 'product', value: 'Appliance' }],
      baseBoard: [],
      chassis: [],
      oemStrings: [],
    });
  });
  it("is a text with the box's own in it", () => {
    const system = {
      product: '{{ product.name }} {{ baseBoard.product }}/{{ system.uuid | slice: 0, 8 }}',
      version: '{{ system.version | default: "1.0" }}',
      serial: '',
      family: '{{ chassis.asset }}',
    };
    expect(fields('system', { system })).toEqual({
      manufacturer: 'ACME & Sons',
      product: 'Gate X12/00112233',
      version: '1.0',
    });
    expect(plan({ oemStrings: ['{{ system.serial }}-a', '{{ chassis.asset }}'] }).smbios?.oemStrings).toEqual(
      ['4711-a'],
    );
  });
  it("is said with the box's own where only some is fixed, whatever is wanted for the rest", () => {
    expect(fields('system', { source: 'none', system: { serial: 'S{{ system.serial }}' } })).toEqual({
      serial: 'S4711',
    });
  });
  it('leaves out what libvirt would refuse the whole domain for, and says so', () => {
    const bios = (date: string, release: string) =>
      plan({}, { ...box, bios: { date: known(date), release: known(release) } });
    expect(bios('02/30/24', '255.0').problems).toEqual([]);
    for (const date of ['2024-08-15', '13/01/2024', '01/32/2024', '01/01/1899'])
      expect(bios(date, '1.0').problems.map(({ code }) => code)).toEqual(['guest.smbios-value']);
    for (const release of ['1.300', 'a.b', '1', '1.2.3'])
      expect(bios('01/01/2024', release).smbios?.bios.map(({ name }) => name)).toEqual(['date']);
    expect(bios('yesterday', '1.0').problems[0]).toEqual({
      code: 'guest.smbios-value',
      severity: 'warning',
      message: 'The guest does not get the SMBIOS field bios.date: libvirt does not take "yesterday" there',
      hint: 'It takes mm/dd/yyyy; guest.smbios.bios.date of the policy can say so',
    });
  });
  it('has no control characters, wherever they come from', () => {
    const smbios = { ...box, system: { serial: known('a\u001b[31mb\u0007') } };
    expect(fields('system', { system: { family: '[{{ system.serial }}]' } }, smbios).family).toBe('[ab]');
  });
  it('goes without a field whose text cannot be filled, though no such policy is accepted', () => {
    const policy = { ...smbiosSchema.parse({}), system: { product: '{{ system.nope }}' } };
    const { smbios, problems } = planSmbios(box, policy, {});
    expect(smbios?.system.map(({ name }) => name)).toEqual(['manufacturer', 'serial']);
    expect(problems.map(({ code, message }) => [code, message])).toEqual([
      [
        'guest.smbios-text',
        'The guest does not get the SMBIOS field system.product: undefined variable: system.nope',
      ],
    ]);
  });
});
