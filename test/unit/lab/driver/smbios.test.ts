import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { planSmbiosArgs, readSmbiosFile } from '../../../lab/driver/smbios.ts';

describe('the identity of a box', () => {
  test('becomes one -smbios argument per type', () => {
    expect(
      planSmbiosArgs({ '1': { manufacturer: 'ACME & Sons', serial: 'S1' }, '3': { asset: 'A' } }),
    ).toEqual(['-smbios', 'type=1,manufacturer=ACME & Sons,serial=S1', '-smbios', 'type=3,asset=A']);
  });

  test('keeps commas inside values, doubled as QEMU wants them', () => {
    expect(planSmbiosArgs({ '1': { product: 'Box <9000>, large' } })).toEqual([
      '-smbios',
      'type=1,product=Box <9000>,, large',
    ]);
  });

  test('lists the OEM strings in their order', () => {
    expect(planSmbiosArgs({ '11': { values: ['b', 'a,c'] } })).toEqual([
      '-smbios',
      'type=11,value=b,value=a,,c',
    ]);
  });

  test('is read from YAML with bare numbers as keys and values', async () => {
    await withFile('1: {manufacturer: ACME & Sons, serial: 42}\n11: {values: [x]}\n', async (file) => {
      expect(await readSmbiosFile(file)).toEqual({
        '1': { manufacturer: 'ACME & Sons', serial: '42' },
        '11': { values: ['x'] },
      });
    });
  });

  test.each([
    ['an unknown type', '7: {a: b}'],
    ['an unknown field', '1: {colour: red}'],
    ['what is not YAML', '1: ['],
  ])('is refused with the name of the file: %s', async (_, content) => {
    await withFile(content, async (file) => {
      await expect(readSmbiosFile(file)).rejects.toThrow(`${file} is not an SMBIOS file`);
    });
  });
});

async function withFile(content: string, use: (file: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'bezel-smbios-'));
  try {
    const file = join(folder, 'smbios.yaml');
    await writeFile(file, content);
    await use(file);
  } finally {
    await rm(folder, { recursive: true });
  }
}
