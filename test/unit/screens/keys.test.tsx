import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { renderMarkdown } from '../../../src/screens/help/markdown.ts';
import { globalKeys } from '../../../src/screens/keys.ts';
import { allKeys, screens, sectionKeys } from '../../../src/screens/screens.ts';
import type { KeyTable } from '../../../src/ui/keys/table.ts';
import { scrollKeys } from '../../../src/ui/scroll/scroll-keys.ts';
import { renderConsole } from '../../support/render.tsx';

const keysOf = (table: KeyTable) => Object.values(table).flatMap(({ keys }) => keys);

describe('the tables of keys', () => {
  test('are in the documents as they are in the program', () => {
    const page = readFileSync(join(import.meta.dirname, '../../../docs/console.md'), 'utf8');
    expect(page).toContain(renderMarkdown(allKeys));
  });

  test('are all on the help page', async () => {
    const box = renderConsole({ columns: 200, rows: 120 });
    box.type('9');
    await box.see('Function keys get lost');
    for (const { title, keys } of allKeys) {
      expect(box.text()).toContain(title);
      for (const { help } of Object.values(keys)) expect(box.text()).toContain(help.slice(0, 40));
    }
  });

  test('have no key twice where both could be meant', () => {
    // Lock and unlock are never possible at the same time.
    const { unlock: _, ...global } = globalKeys;
    for (const { keys } of screens) {
      const all = [...keysOf(sectionKeys), ...keysOf(global), ...keysOf(scrollKeys), ...keysOf(keys)];
      expect(all.filter((key, i) => all.indexOf(key) !== i)).toEqual([]);
    }
  });

  test('need no function key anywhere', () => {
    for (const { keys } of allKeys) {
      for (const spec of Object.values(keys)) expect(spec.keys.some((key) => !/^F\d/.test(key))).toBe(true);
    }
  });

  test('leave Ctrl-C, Ctrl-Z, Ctrl-\\ and Ctrl-D alone', () => {
    for (const { keys } of allKeys) {
      for (const key of keysOf(keys))
        expect(['Ctrl-C', 'Ctrl-Z', 'Ctrl-\\', 'Ctrl-D', 'Ctrl-S', 'Ctrl-Q']).not.toContain(key);
    }
  });

  test('are what the footer shows', async () => {
    const box = renderConsole();
    box.type('2');
    await box.until(
      'the hints of the hardware screen',
      (_, rows) => rows[22] === ' Right Next part  / Search  d Details  u Read again  l Unlock  ? Help',
    );
  });
});
