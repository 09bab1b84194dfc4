import { describe, expect, test } from 'vitest';
import type { State } from '../../../src/client/store.ts';
import { largeInventory } from '../../support/large-inventory.ts';
import { renderConsole, sampleState } from '../../support/render.tsx';
import { sample } from '../../support/samples.ts';

const titles = ['1', '2', '3', '4', '5', '6', '7', '8', '9'];
const logPage = () => sample.logPage();

/** Replaces every text of a JSON value, keys of records included where they are data. */
function poison<T>(value: T, text: (original: string) => string): T {
  const walk = (each: unknown): unknown => {
    if (typeof each === 'string') return text(each);
    if (Array.isArray(each)) return each.map(walk);
    if (typeof each === 'object' && each !== null) {
      return Object.fromEntries(
        Object.entries(each).map(([key, inner]) => [key, isWord(key) ? inner : walk(inner)]),
      );
    }
    return each;
  };
  return walk(value) as T;
}
/** Words of the contract, which decide what is drawn, and times. */
const isWord = (key: string) =>
  [
    'state',
    'severity',
    'role',
    'inForce',
    'since',
    'startedAt',
    'createdAt',
    'takenAt',
    'loadedAt',
    'unlockedUntil',
    'confirmBy',
    'cursor',
    'time',
    'level',
  ].includes(key);

const richState = (change: Partial<State> = {}) =>
  sampleState({ status: sample.status(), operations: [sample.operation()], ...change });

async function visit(state: State, size: { columns: number; rows: number }, term: string, page = logPage()) {
  const box = renderConsole({
    state,
    ...size,
    term,
    answers: {
      'log.list': () => page,
      'guest.xml': () => sample.guestXml(),
      'config.starts': () => sample.starts(),
      'network.get': () => state.network,
      'power.ledger': () => sample.ledger(),
    },
  });
  const screens: string[][] = [];
  for (const key of titles) {
    const before = box.text();
    box.type(key);
    // What a screen asks for may come a frame later.
    await box.until(
      `the section ${key}`,
      (text) => text !== before && text.trim() !== '' && !text.includes('Reading...'),
    );
    screens.push(box.rows());
  }
  return { box, screens };
}

describe('every screen', () => {
  test.each(['linux', 'vt220', 'xterm-256color'])(
    'leaves the last row empty and fits 80 columns on %s',
    async (term) => {
      const { screens } = await visit(richState(), { columns: 80, rows: 24 }, term);
      for (const rows of screens) {
        expect(rows.length).toBe(24);
        expect(rows[23]).toBe('');
        expect(rows[22]).toContain('? Help');
        expect(rows[0]?.length).toBeLessThanOrEqual(80);
      }
    },
  );

  test.each([
    [40, 10],
    [20, 5],
    [2, 2],
    [64, 12],
    [300, 100],
  ])('is drawn without a crash at %ix%i', async (columns, rows) => {
    const box = renderConsole({ state: richState(), columns, rows });
    const drawn = () => box.sent().length;
    for (const key of [
      '3',
      'o',
      '\u001b',
      '2',
      '4',
      '\r',
      '\u001b',
      'r',
      '\u001b',
      '5',
      '6',
      '7',
      '8',
      '9',
      '1',
    ]) {
      const before = drawn();
      box.type(key);
      if (columns > 2) await expect.poll(drawn).toBeGreaterThan(before);
    }
    expect(box.rows()[rows - 1]).toBe('');
    expect(box.crashes).toEqual([]);
  });

  test('can be worked at 40x10: a question shows its answers', async () => {
    const state = richState({ access: { ...sample.access(), role: 'technician' } });
    const box = renderConsole({ state, columns: 40, rows: 10 });
    box.type('3o');
    await box.see('[ No ]');
    await box.see('Yes: Force off');
  });

  test('shows more on a larger terminal', async () => {
    const small = await visit(richState(), { columns: 80, rows: 24 }, 'linux');
    const large = await visit(richState(), { columns: 160, rows: 50 }, 'linux');
    const words = (rows: string[] | undefined) => new Set((rows ?? []).join(' ').match(/[\w.:/-]+/g));
    for (const i of [0, 1, 2, 3, 4, 5, 6, 8]) {
      expect(words(large.screens[i]).size).toBeGreaterThanOrEqual(words(small.screens[i]).size);
    }
    expect(large.screens[0]?.some((row) => /Product.*Under way|Product.*Wants attention/.test(row))).toBe(
      true,
    );
  });

  test('follows a change of the size', async () => {
    const box = renderConsole({ state: richState() });
    await box.see('THE GUEST IS RUNNING');
    box.resize(120, 40);
    await box.until('the footer in row 39', (_, rows) => rows[38]?.includes('? Help') === true);
    box.resize(60, 20);
    await box.until('the footer in row 19', (_, rows) => rows[18]?.includes('? Help') === true);
    expect(box.rows()[19]).toBe('');
  });

  test('asks a serial terminal for its size, and goes by 80x24 until it answers', async () => {
    const box = renderConsole({ state: richState(), columns: 100, rows: 30, serial: true, term: 'vt220' });
    await box.until('the footer in row 29', (_, rows) => rows[28]?.includes('? Help') === true);
    box.resize(90, 27);
    box.type('\f');
    await box.until('the footer in row 26', (_, rows) => rows[25]?.includes('? Help') === true);
  });

  test('goes by 80x24 on a terminal that never answers', async () => {
    const box = renderConsole({ state: richState(), serial: true, term: 'dumb' });
    await box.until('the footer in row 23', (_, rows) => rows[22]?.includes('? Help') === true);
  });
});

describe('every part of the hardware', () => {
  const parts = 13;

  test.each([
    [80, 24, 'linux'],
    [80, 24, 'vt220'],
    [132, 43, 'linux'],
    [40, 10, 'vt220'],
    [64, 12, 'linux'],
  ])('of the largest machine is drawn within %ix%i on %s', async (columns, rows, term) => {
    const box = renderConsole({ state: richState({ inventory: largeInventory() }), columns, rows, term });
    box.type('2');
    const seen = new Set<string>();
    for (let part = 0; part < parts; part++) {
      await box.until(
        'the next part',
        (text) => /[\d\w]/.test(text) && !seen.has(text) && text.includes('2 Hardware'),
      );
      seen.add(box.text());
      expect(box.rows()[rows - 1]).toBe('');
      expect(box.rows()[rows - 2]).toContain('? Help');
      box.type('\t');
    }
    expect(box.crashes).toEqual([]);
  });

  test('is drawn within the screen, whatever its devices claim to be', async () => {
    const claim = `${'\u0301'.repeat(50)}${'漢字😀'.repeat(3000)}\u001b[2J\u009b5m\r\n`;
    const inventory = poison(sample.inventory(), (text) => `${text}${claim}`);
    const box = renderConsole({ state: richState({ inventory }), term: 'xterm-256color' });
    box.type('2');
    await box.see('1/13');
    for (let part = 2; part <= parts; part++) {
      box.type('\t');
      await box.see(`${part}/13`);
      const rows = box.rows();
      expect(rows[21]).toMatch(/^─+┴─+$/);
      for (const row of rows.slice(2, 20)) expect(row).toMatch(/^.{1,16}│/);
    }
    expect(box.crashes).toEqual([]);
  });
});

describe('hostile text', () => {
  const attack = (original: string) =>
    `${original}\u001b]0;owned\u0007\u001b[2J\u001b[31m\u009b5m\r\n\u0000\u202e\u001b[999B`;
  // What the stage itself sends: positions, scrolling, erasing, attributes, and the beginning of a full repaint.
  const OURS = /\u001b\[\d*(?:;\d+)*[HKJmr]|\u001bD|\u001b%G|\u001b\(B\u000f|\u001b\[\?(?:1|7|25)[hl]/g;

  test.each(['linux', 'vt220', 'xterm-256color'])(
    'never reaches the terminal as a control sequence on %s',
    async (term) => {
      const state = richState();
      const hostile = {
        ...state,
        status: poison(state.status, attack),
        guest: poison(state.guest, attack),
        inventory: poison(state.inventory, attack),
        network: poison(sample.network(), attack),
        power: poison(sample.power(), attack),
        operations: poison(state.operations, attack),
      } as State;
      const { box } = await visit(hostile, { columns: 80, rows: 24 }, term, poison(logPage(), attack));
      box.store.set({
        link: { state: 'lost', since: '2026-03-01T08:00:00.000Z', attempt: 1, error: attack('gone') },
      });
      await box.see('The backend does not answer');
      expect(
        box
          .sent()
          .replace(OURS, '')
          .match(/[\u0000-\u001f\u007f-\u009f]|owned/g),
      ).toBeNull();
      expect(box.rows()[23]).toBe('');
      expect(box.crashes).toEqual([]);
    },
  );

  test('is shown as ASCII only on a terminal of an unknown kind', async () => {
    const state = richState();
    const exotic = {
      ...state,
      status: poison(state.status, (text) => `${text} Ünïcödé 漢字 😀 ─│`),
    } as State;
    const { box } = await visit(exotic, { columns: 80, rows: 24 }, 'vt220');
    expect(box.sent()).toMatch(/^[\u0000-\u007e]*$/);
    expect(box.sent()).not.toMatch(/\u001b\[[\d;]*\b(?:3|4|9|10)[0-7]m/);
  });

  test('may be wide: columns stay where they are', async () => {
    const state = richState();
    const wide = { ...state, status: poison(state.status, (text) => `${'漢字'.repeat(40)}${text}`) } as State;
    const box = renderConsole({ state: wide, term: 'xterm-256color' });
    await box.see('漢字');
    for (const row of box.rows().slice(2, 20)) expect([...row].length <= 16 || row[16] === '│').toBe(true);
  });
});
