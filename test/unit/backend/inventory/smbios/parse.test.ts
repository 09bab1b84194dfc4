import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeText } from '../../../../../src/backend/host/decode.ts';
import { parseSmbiosInventory } from '../../../../../src/backend/inventory/smbios/parse-inventory.ts';
import { parseSmbiosString } from '../../../../../src/backend/inventory/smbios/parse-string.ts';
import { parseSmbiosTable } from '../../../../../src/backend/inventory/smbios/parse-table.ts';
import { parseSmbiosUuid, parseUuid } from '../../../../../src/backend/inventory/smbios/parse-uuid.ts';
import { parseSmbiosVersion } from '../../../../../src/backend/inventory/smbios/parse-version.ts';
import { factValue } from '../../../../../src/contract/index.ts';
import {
  buildEntryPoint,
  buildSmbiosTable,
  type Identity,
  identityTable,
} from '../../../../support/machine/smbios-table.ts';

const structuresOf = (table: Uint8Array) => parseSmbiosTable(table, decodeText).structures;
const parse = (identity: Identity) =>
  parseSmbiosInventory(structuresOf(identityTable(identity)), { major: 3, minor: 2 });

describe('an SMBIOS table', () => {
  it('gives the strings of types 0 to 3 and 11 by their fields', () => {
    const { bios, system, baseBoard, chassis, oemStrings } = parse({
      bios: ['Maker', '1.8a', '08/15/2024'],
      system: ['M', 'Product', 'V', 'S-1', 'SKU-1', 'Family-1'],
      baseBoard: ['BM', 'BP', 'BV', 'BS', 'BA', 'BL'],
      chassis: ['CM', 'CV', 'CS', 'CA', 'CK'],
      oem: ['one', 'two'],
    });
    const values = (facts: typeof bios) =>
      Object.fromEntries(Object.entries(facts).map(([key, fact]) => [key, factValue(fact)]));
    expect(values(bios)).toEqual({ vendor: 'Maker', version: '1.8a', date: '08/15/2024', release: '2.7' });
    expect(values(system)).toMatchObject({
      manufacturer: 'M',
      product: 'Product',
      version: 'V',
      serial: 'S-1',
      sku: 'SKU-1',
      family: 'Family-1',
    });
    expect(values(baseBoard)).toEqual({
      manufacturer: 'BM',
      product: 'BP',
      version: 'BV',
      serial: 'BS',
      asset: 'BA',
      location: 'BL',
    });
    expect(values(chassis)).toEqual({
      manufacturer: 'CM',
      version: 'CV',
      serial: 'CS',
      asset: 'CA',
      sku: 'CK',
    });
    expect(oemStrings).toEqual(['one', 'two']);
  });

  it.each(['ACME & Sons', 'Box <9000>', `"quoted" 'twice'`, 'a,b=c', '三号', 'Straße'])(
    'keeps the awkward string %s',
    (text) => {
      expect(parse({ system: [text] }).system.manufacturer).toEqual({ state: 'known', value: text });
    },
  );

  it('takes Latin-1 for what is no UTF-8', () => {
    expect(parse({ system: [new Uint8Array([0x53, 0xfc, 0x64])] }).system.manufacturer).toEqual({
      state: 'known',
      value: 'Süd',
    });
  });

  it('gives what comes before the damage of a cut table', () => {
    const table = identityTable({ bios: ['Maker', '1'], system: ['M', 'P'] });
    fc.assert(
      fc.property(fc.nat(table.length), (length) => {
        const structures = structuresOf(table.subarray(0, length));
        expect(structures.length).toBeLessThanOrEqual(6);
      }),
    );
  });

  it('of any bytes ends', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        parseSmbiosInventory(structuresOf(bytes), undefined);
      }),
    );
  });

  it('ends at the structure that says so', () => {
    const table = new Uint8Array([
      ...buildSmbiosTable([]),
      ...buildSmbiosTable([{ type: 11, body: [1], strings: ['late'] }]),
    ]);
    expect(structuresOf(table).map(({ type }) => type)).toEqual([127]);
  });
});

describe('strings that nobody filled in', () => {
  it.each([
    '',
    '   ',
    'To Be Filled By O.E.M.',
    'Default string',
    'Not Specified',
    '00000000',
    'xxxxxx',
    '0123456789',
    'System Serial Number',
    '\u0007',
  ])('such as %j are unknown', (text) => {
    expect(parseSmbiosString(text).state).toBe('unknown');
  });
  it.each(['Default Switch 3000', 'None-such', '00000001', 'X', '1'])('are not mistaken for %s', (text) => {
    expect(parseSmbiosString(text)).toEqual({ state: 'known', value: text });
  });
});

describe('the UUID', () => {
  const bytes = Uint8Array.from([
    0x33, 0x22, 0x11, 0x00, 0x55, 0x44, 0x77, 0x66, 0x88, 0x99, 0xaa, 0xbb, 0xcc, 0xdd, 0xee, 0xff,
  ]);
  it('has its first fields little-endian from version 2.6 on', () => {
    expect(parseSmbiosUuid(bytes, { major: 2, minor: 6 })).toBe('00112233-4455-6677-8899-aabbccddeeff');
    expect(parseSmbiosUuid(bytes, { major: 2, minor: 4 })).toBe('33221100-5544-7766-8899-aabbccddeeff');
  });
  it('is none when it was never set', () => {
    expect(parseSmbiosUuid(new Uint8Array(16), undefined)).toBeUndefined();
    expect(parseSmbiosUuid(new Uint8Array(16).fill(255), undefined)).toBeUndefined();
    expect(parseUuid('03000200-0400-0500-0006-000700080009')).toBeUndefined();
    expect(parseUuid('Not Settable')).toBeUndefined();
  });
});

describe('the entry point', () => {
  it('tells the version in both forms', () => {
    expect(parseSmbiosVersion(buildEntryPoint(3, 2))).toEqual({ major: 3, minor: 2 });
    expect(parseSmbiosVersion(new Uint8Array([...Buffer.from('_SM_'), 0, 31, 2, 8]))).toEqual({
      major: 2,
      minor: 8,
    });
    expect(parseSmbiosVersion(new Uint8Array(3))).toBeUndefined();
  });
});
