import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeText } from '../../../../../src/backend/host/decode.ts';
import { filesOf } from '../../../../../src/backend/host/record/files-of.ts';
import { readInventory } from '../../../../../src/backend/inventory/read-inventory.ts';
import { parseSmbiosTable } from '../../../../../src/backend/inventory/smbios/parse-table.ts';
import { type Inventory, inventory as schema } from '../../../../../src/contract/index.ts';
import { small } from '../../../../support/hand-made/small.ts';
import { ipmiDevice } from '../../../../support/machine/board.ts';
import { dmi } from '../../../../support/machine/host.ts';
import { memoryArray, memoryDevice } from '../../../../support/machine/smbios-memory.ts';
import { buildSmbiosTable, identityTable } from '../../../../support/machine/smbios-table.ts';

const hostile = ['A\u001b]0;x\u0007', `${'y'.repeat(10_000)}\u0001`, new Uint8Array([0xff, 0xfe, 0xc3])];
const whole = identityTable(
  {
    bios: ['Maker', '1.0', '01/02/2024'],
    system: hostile,
    baseBoard: ['Maker', 'Board', '1', 'S-1'],
    chassis: ['Maker', '1', 'C-1', 'A-1', 'K-1'],
    oem: ['one', 'two'],
  },
  [
    memoryArray(0x1000, 6, 2),
    memoryDevice({ size: 0x7fff, extendedSize: 32768, strings: ['A1', 'B0', ...hostile] }),
    memoryDevice({ size: 0, strings: ['A2'] }),
    ipmiDevice(1, 0x20),
  ],
);

/** Bytes written over the table, bytes cut out of it, and its end cut off. */
const mutated = fc
  .record({
    writes: fc.array(
      fc.tuple(fc.nat(whole.length - 1), fc.oneof(fc.nat(255), fc.constantFrom(0, 1, 3, 4, 127, 255))),
      { maxLength: 20 },
    ),
    cut: fc.tuple(fc.nat(whole.length - 1), fc.nat(40)),
    length: fc.oneof(fc.constant(whole.length), fc.nat(whole.length)),
  })
  .map(({ writes, cut: [from, count], length }) => {
    const bytes = [...whole];
    for (const [at, value] of writes) bytes[at] = value;
    bytes.splice(from, count);
    return new Uint8Array(bytes.slice(0, length));
  });

const read = (table: Uint8Array): Promise<Inventory> =>
  readInventory(
    filesOf({ ...small, files: { ...small.files, ...dmi(table) } }),
    async () => new Map(),
    new Date('2026-01-02T03:04:05Z'),
  );

function* textsOf(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (typeof value === 'object' && value !== null)
    for (const inner of Object.values(value)) yield* textsOf(inner);
}
/** A string of SMBIOS is kept up to this length. */
const isSafe = (text: string): boolean =>
  text.length <= 1024 && text.isWellFormed() && !/[\u0000-\u001f\u007f-\u009f]/.test(text);

describe('a mutated table', () => {
  it('gives an inventory of the contract, with texts that are safe, and hides nothing else of the machine', async () => {
    const others = ({ smbios: _, memory, bmcs: __, problems: ___, ...rest }: Inventory): object => ({
      ...rest,
      memory: { ...memory, modules: [], errorCorrection: undefined },
    });
    const expected = others(await read(whole));
    await fc.assert(
      fc.asyncProperty(mutated, async (table) => {
        const inventory = await read(table);
        expect(schema.safeParse(inventory).error).toBeUndefined();
        expect([...textsOf(inventory)].filter((text) => !isSafe(text))).toEqual([]);
        expect(others(inventory)).toEqual(expected);
      }),
    );
  });

  it('keeps every structure before the first byte that was changed', () => {
    const { structures } = parseSmbiosTable(whole, decodeText);
    const ends = structures.map(({ data, strings }, index) => {
      const next = structures[index + 1]?.data.byteOffset ?? data.byteOffset + data.length + 2;
      return strings.length === 0 ? data.byteOffset + data.length + 2 : next;
    });
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.uint8Array({ minLength: 1, maxLength: 60 }), (at, noise) => {
        const table = new Uint8Array([...whole.subarray(0, at), ...noise]);
        const kept = ends.filter((end) => end <= at).length;
        const found = parseSmbiosTable(table, decodeText).structures;
        expect(found.slice(0, kept)).toEqual(structures.slice(0, kept));
      }),
    );
  });

  it('ends after as many steps as it has bytes, whatever they are', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 4000 }), (table) => {
        const { structures } = parseSmbiosTable(table, decodeText);
        expect(structures.length * 4).toBeLessThanOrEqual(table.length);
      }),
    );
  });
});

describe('a table', () => {
  it.each([
    ['is whole with the structure that ends it', whole, true],
    ['is whole without one, as those before version 2.2', whole.slice(0, -6), true],
    ['is damaged where a structure is cut', whole.slice(0, -8), false],
    ['is damaged where only zeros follow', new Uint8Array([...whole.slice(0, -6), 0, 0, 0, 0]), false],
  ])('%s', (_, table, expected) => {
    expect(parseSmbiosTable(table, decodeText).whole).toBe(expected);
  });

  it('of a machine without any has no structures and no damage', () => {
    expect(parseSmbiosTable(buildSmbiosTable([]), decodeText).structures).toHaveLength(1);
    expect(parseSmbiosTable(new Uint8Array(), decodeText)).toEqual({ structures: [], whole: true });
  });
});
