import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Search,
  type SearchAction,
  toMatch,
  toSearch,
} from '../../../src/screens/hardware/search-state.ts';
import { largeInventory } from '../../support/large-inventory.ts';
import { type Rendered, type RenderOptions, renderConsole, sampleState } from '../../support/render.tsx';
import { sample } from '../../support/samples.ts';

const large = () => sampleState({ inventory: largeInventory() });

async function openHardware(options: RenderOptions = {}): Promise<Rendered> {
  const box = renderConsole(options);
  box.type('2');
  await box.see('Logical processors');
  return box;
}
/** The row of the screen that is drawn inverse in the content. */
const marked = (box: Rendered) =>
  box
    .rows()
    .find((text, y) => text.length > 40 && box.cell(y, 40).inverse && y > 3 && y < box.rows().length - 3);

describe('the hardware', () => {
  test('has all its parts one after the other, and begins again after the last', async () => {
    const box = await openHardware();
    const seen = [
      'DIMM_A1',
      'enp1s0',
      'SN 0001',
      'HL-DT-ST',
      'Logitech',
      '8086:1521',
      'VGA-1 connected',
      'Secure Boot',
      'tpm0',
      'Package id 0',
      'ipmi_bmc.0',
      'Asset tag',
      'QEMU Virtual CPU',
    ];
    for (const text of seen) {
      box.type('\u001b[C');
      await box.see(text);
    }
    box.type('\u001b[D');
    await box.see('Asset tag');
  });

  test('has a list of its parts beside it where there is room', async () => {
    const box = await openHardware({ state: large(), columns: 132, rows: 43 });
    expect(box.text()).toMatch(/NICs +64 │/);
    expect(box.text()).toMatch(/PCI +160 │/);
    box.resize(80, 24);
    await box.see(/Processors {2}Memory .* 1\/13/);
  });

  test('marks in the list where something of a device could not be read', async () => {
    const box = await openHardware({ columns: 132, rows: 43 });
    expect(box.text()).toMatch(/NICs +! 2 │/);
    expect(box.text()).toMatch(/Disks +2 │/);
  });

  test('shows 256 processors as ranges', async () => {
    const box = await openHardware({ state: large() });
    await box.see(/0 +0 +64 +0-63,128-191/);
  });

  test('tells below a row what has no room in it, with the reason where it is not known, and hides that on request', async () => {
    const box = await openHardware();
    box.type('\t\t');
    await box.see('Permanent MAC: unknown (the driver does not tell)');
    await box.see('Model: I350 Gigabit Network Connection');
    await box.see('enp2s0/duplex cannot be read');
    box.type('d');
    await box.seeNo('Model: I350');
    expect(box.text()).toContain('enp2s0/duplex cannot be read');
  });

  test('needs fewer lines for the same on a larger terminal', async () => {
    const box = await openHardware({ columns: 200, rows: 50 });
    box.type('\t\t');
    await box.see(/enp1s0 .*virtio_net .*0000:01:00.0 .*I350 Gigabit Network Connection/);
  });

  test('is read again on request', async () => {
    const box = await openHardware({ answers: { 'inventory.refresh': () => sample.inventory() } });
    box.type('u');
    await expect.poll(() => box.calls.map(({ name }) => name)).toContain('inventory.refresh');
  });

  test('can still be looked at and searched when the backend is lost, but not read again', async () => {
    const box = await openHardware();
    box.store.set({ link: { state: 'lost', since: '2026-03-01T08:00:00.000Z', attempt: 1 } });
    await box.see('The backend does not answer');
    expect(box.text()).not.toContain('u Read again');
    box.type('/sn 0001');
    await box.see('1 of 1');
  });
});

describe('the search', () => {
  test('goes to what is found while it is typed, in whatever part that is', async () => {
    const box = await openHardware({ state: large() });
    box.type('/52-54-00-00-00-3f');
    await box.see('1 of 1');
    await box.until('the mark', () => marked(box)?.includes('52:54:00:00:00:3f') === true);
  });

  test('goes to the next and the previous place, over the parts, and around', async () => {
    const box = await openHardware();
    box.type('/0000:00:02.0\r');
    await box.see('1 of 2');
    await box.see('7/13');
    box.type('n');
    await box.see('2 of 2');
    await box.see('8/13');
    box.type('n');
    await box.see('1 of 2');
    box.type('N');
    await box.until('the mark', () => marked(box)?.includes('card0') === true);
  });

  test('takes every key that can be printed, digits and letters with a meaning too', async () => {
    const box = await openHardware();
    box.type('/1uNl? q');
    await box.see('/ 1uNl? q_');
    await box.see('nothing found');
    expect(box.calls).toEqual([]);
    box.type('\u007f'.repeat(6));
    await box.see('/ 1_');
    box.type('\u0015coretemp');
    await box.see('/ coretemp_  1 of 1');
  });

  test('is left by Esc, and what was found stays', async () => {
    const box = await openHardware();
    box.type('/coretemp\r');
    await box.see('Esc End search');
    box.type('\u001b');
    await box.seeNo('/ coretemp');
    expect(box.text()).toContain('Package id 0');
    expect(box.text()).not.toContain('n Next match');
  });

  test('ends when somebody goes on by hand', async () => {
    const box = await openHardware();
    box.type('/coretemp\r');
    await box.see('Esc End search');
    box.type('\u001b[C');
    await box.see('ipmi_bmc.0');
    expect(box.text()).not.toContain('coretemp');
  });

  test('may be scrolled away from, and n comes back', async () => {
    const box = await openHardware({ state: large() });
    box.type('/enp40s0f0\r');
    await box.see('1 of 1');
    box.type('g');
    await box.until(
      'the beginning without the mark',
      (text) => text.includes('enp0s0f0') && marked(box) === undefined,
    );
    box.type('n');
    await box.until('the mark', () => marked(box)?.includes('enp40s0f0') === true);
  });

  test.each(['漢', 'e\u0301', '😀', '\u202e'])(
    'never breaks the frame, whatever is typed: %j',
    async (character) => {
      const box = await openHardware({ term: 'xterm-256color' });
      box.type(`/${character.repeat(25)}`);
      await box.until('the typed text', (text) => text.includes(' / '));
      box.type('\r');
      await box.see('Esc End search');
      const rows = box.rows();
      expect(rows[23]).toBe('');
      expect(rows[21]).toMatch(/^─+┴─+$/);
      expect(box.crashes).toEqual([]);
    },
  );

  test('is bounded, and has no state that keys could break', () => {
    const action: fc.Arbitrary<SearchAction> = fc.oneof(
      fc.record({ do: fc.constantFrom('open', 'erase', 'clear', 'find', 'leave', 'next', 'previous') }),
      fc.record({
        do: fc.constant('type' as const),
        character: fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
      }),
    );
    fc.assert(
      fc.property(fc.array(action, { maxLength: 200 }), fc.nat(9), (actions, count) => {
        let search: Search | undefined;
        for (const each of actions) search = toSearch(search, each);
        expect([...(search?.query ?? '')].length).toBeLessThanOrEqual(64);
        const match = toMatch(search?.turn ?? 0, count);
        if (count === 0) expect(match).toBeUndefined();
        else expect(match).toSatisfy((at: number) => at >= 0 && at < count);
      }),
    );
  });
});
