import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, inject, it } from 'vitest';
import { programs } from '../../../scripts/lib/bundle.ts';

it.each(programs.map(({ file }) => file))(
  '%s is ASCII, so that V8 keeps and parses it as bytes',
  async (file) => {
    const bytes = await readFile(join(inject('programs'), file));
    expect(bytes.findIndex((byte) => byte > 127)).toBe(-1);
  },
);
