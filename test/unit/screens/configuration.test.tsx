import { describe, expect, test } from 'vitest';
import { ApiError } from '../../../src/client/errors.ts';
import type { State } from '../../../src/client/store.ts';
import type { ConfigChanges } from '../../../src/contract/index.ts';
import { renderDiff } from '../../../src/screens/configuration/diff-lines.ts';
import { widthOf } from '../../../src/ui/text/fit.ts';
import { type Rendered, type RenderOptions, renderConsole, sampleState } from '../../support/render.tsx';
import { sample } from '../../support/samples.ts';

const ID = sample.changes().nextId;

/** A box with these changes; unlocked. */
function withChanges(change: Partial<ConfigChanges> = {}, rest: Partial<State> = {}): State {
  const status = sample.status();
  const access = { ...sample.access(), role: 'technician' as const };
  return sampleState({ status: { ...status, changes: { ...status.changes, ...change } }, access, ...rest });
}

async function openConfiguration(
  state: State,
  options: Omit<RenderOptions, 'state'> = {},
): Promise<Rendered> {
  const answers = {
    'config.starts': () => sample.starts(),
    'config.diff': ({ query }: { query: { of: 'next' | 'last' } }) => ({ ...sample.diff(), of: query.of }),
    ...options.answers,
  } as NonNullable<RenderOptions['answers']>;
  const box = renderConsole({ ...options, state, answers });
  box.type('7');
  await box.see('What the next start would change');
  return box;
}
const asked = (box: Rendered, name: string) => box.calls.filter((call) => call.name === name);

describe('the configuration', () => {
  test('says which policy is in force and what is wrong with it, with its place', async () => {
    const box = await openConfiguration(withChanges());
    expect(box.text()).toMatch(/Policy +unusable; the last good one is in force/);
    expect(box.text()).toContain('memory.reservMiB is not known');
    expect(box.text()).toContain('at /etc/bezel/appliance.yaml:12:3');
  });

  test('says what the next start would change and what the last one did', async () => {
    const box = await openConfiguration(withChanges());
    expect(box.text()).toMatch(/What the next start would change[\s\S]*~ processors 8 → 6/);
    expect(box.text()).toMatch(/What the last start changed[\s\S]*- NIC 3 \(enp4s0\) is gone/);
  });

  test('lists the starts with how they went and why', async () => {
    const box = await openConfiguration(withChanges(), { rows: 43 });
    await box.see(/4 +2026-03-02 \d\d:\d\d +started +last good/);
    await box.see('libvirt refuses: XML error');
  });

  test('lists the starts anew when there was another, and says why they cannot be read', async () => {
    const box = await openConfiguration(withChanges(), { rows: 43 });
    await box.see('libvirt refuses: XML error');
    box.answers['config.starts'] = () => {
      throw new ApiError(500, { code: 'store.broken', message: 'The starts cannot be read' });
    };
    box.store.set(withChanges({ held: true }));
    await box.see('The starts cannot be read');
    expect(asked(box, 'config.starts').length).toBe(2);
  });

  test('is drawn before anything is known, and when the backend is lost', async () => {
    const box = renderConsole({ state: { ...sampleState(), status: undefined } as unknown as State });
    box.type('7');
    await box.see('Nothing is known of the configuration yet.');
    box.store.set(
      withChanges({ held: true }, { link: { state: 'lost', since: '2026-03-01T08:00:00.000Z', attempt: 1 } }),
    );
    await box.see('The backend does not answer');
    for (const label of ['a Accept', 'r Roll back', 'p Read policy', 's Start', 'x XML diff'])
      expect(box.text()).not.toContain(label);
    box.type('ax');
    expect(box.text()).not.toContain('Accept what');
  });
});

describe('held changes', () => {
  test('are told on the Overview, with the key that leads to them', async () => {
    const box = renderConsole({ state: withChanges({ held: true }) });
    await box.see('CHANGES WAIT TO BE ACCEPTED: press 7');
    box.type('7');
    await box.see('The guest is not started before a technician has accepted');
  });

  test('are accepted after a question that says what they are, and only those that were shown', async () => {
    const box = await openConfiguration(withChanges({ held: true }), {
      answers: { 'config.accept': () => sample.changes() },
    });
    box.type('a');
    await box.see('It changes: processors 8 → 6.');
    expect(asked(box, 'config.accept')).toEqual([]);
    box.type('y');
    await expect
      .poll(() => asked(box, 'config.accept'))
      .toEqual([{ name: 'config.accept', input: { query: { changes: ID } } }]);
  });

  test('are not accepted when they have become others while the question was open', async () => {
    const box = await openConfiguration(withChanges({ held: true }));
    box.type('a');
    await box.see('Accept what the next start changes?');
    box.store.set(withChanges({ held: true, nextId: 'others' }));
    box.type('y');
    await box.see('This is not possible any more');
    expect(asked(box, 'config.accept')).toEqual([]);
  });

  test("need the technician's PIN", async () => {
    const locked = { ...sample.access(), role: 'viewer' as const, retryAfterMs: 0 };
    const box = await openConfiguration(withChanges({ held: true }, { access: locked }), {
      answers: { 'access.get': () => locked },
    });
    box.type('a');
    await box.see("Technician's PIN");
    await box.see('Accept what the next start changes?');
  });
});

describe('what can be decided', () => {
  test('is only what makes sense: nothing to accept where nothing waits', async () => {
    const box = await openConfiguration(withChanges());
    expect(box.text()).not.toContain('a Accept');
    expect(box.text()).toContain('r Roll back');
    expect(box.text()).not.toContain('s Start');
  });

  test('is to roll back where there is a last good configuration that is not chosen yet', async () => {
    const box = await openConfiguration(withChanges(), {
      answers: { 'config.rollback': () => sample.changes() },
    });
    box.type('r');
    await box.see('Use the last good configuration?');
    await box.see('whatever the hardware');
    box.type('y');
    await expect.poll(() => asked(box, 'config.rollback').length).toBe(1);
    box.store.set(withChanges({ choice: 'last-good' }));
    await box.see('THE LAST GOOD CONFIGURATION IS IN FORCE');
    await box.see('a Accept');
    expect(box.text()).not.toContain('r Roll back');
    box.store.set(withChanges({ lastGoodAt: undefined }));
    await box.seeNo('a Accept');
    expect(box.text()).not.toContain('r Roll back');
  });

  test('is to read the policy again, after a question', async () => {
    const box = await openConfiguration(withChanges(), {
      answers: { 'config.reload': () => sample.config() },
    });
    box.type('py');
    await expect.poll(() => asked(box, 'config.reload').length).toBe(1);
  });

  test('is to start the guest, with what that uses', async () => {
    const guest = sample.guest();
    const off = { ...guest, state: 'off' as const, actions: { ...guest.actions, start: { allowed: true } } };
    const box = await openConfiguration(withChanges({ choice: 'last-good' }, { guest: off }), {
      answers: { 'guest.start': () => sample.operation() },
    });
    box.type('s');
    await box.see('The guest is powered on with the last good');
    box.type('y');
    await expect.poll(() => asked(box, 'guest.start').length).toBe(1);
  });

  test('is refused by the backend in its own words', async () => {
    const box = await openConfiguration(withChanges({ held: true }), {
      answers: {
        'config.accept': () => {
          throw new ApiError(409, {
            code: 'config.changed-again',
            message: 'The changes are no longer those that were shown',
          });
        },
      },
    });
    box.type('ay');
    await box.see('The changes are no longer those that were');
  });
});

describe('the diff', () => {
  test('shows the changes in words, then the lines of the XML with their signs', async () => {
    const box = await openConfiguration(withChanges());
    box.type('x');
    await box.see("+  <vcpu placement='static'>6</vcpu>");
    expect(box.text()).toMatch(/~ processors 8 → 6\n[\s\S]*--- last start\n/);
    const y = box.rows().findIndex((row) => row.includes("-  <vcpu placement='static'>8"));
    expect(box.cell(y, 18)).toMatchObject({ text: '-', coloured: true });
  });

  test('is told by its signs on a terminal without colours', async () => {
    const box = await openConfiguration(withChanges(), { term: 'vt220' });
    box.type('x');
    await box.see(/\| - {2}<vcpu placement='static'>8/);
    await box.see(/\| \+ {2}<vcpu placement='static'>6/);
  });

  test('is of the next start or of the last one, and leads back', async () => {
    const box = await openConfiguration(withChanges());
    box.type('xv');
    await box.see('What the last start changed');
    await expect
      .poll(() => asked(box, 'config.diff').map(({ input }) => input))
      .toEqual([{ query: { of: 'next' } }, { query: { of: 'last' } }]);
    box.type('x');
    await box.see('Starts of the guest');
  });

  test('can be decided on from there', async () => {
    const box = await openConfiguration(withChanges({ held: true }));
    box.type('x');
    await box.see('vcpu');
    await box.see('a Accept');
    box.type('a');
    await box.see('Accept what the next start changes?');
  });

  test('says when there is nothing to compare with, and why it cannot be read', async () => {
    const box = await openConfiguration(withChanges(), {
      answers: { 'config.diff': () => ({ of: 'next', changes: [], xml: '' }) },
    });
    box.type('x');
    await box.see('There is no start to compare with.');
    box.answers['config.diff'] = () => {
      throw new ApiError(409, { code: 'config.no-policy', message: 'There is no usable policy' });
    };
    box.type('v');
    await box.see('There is no usable policy');
  });

  test('fits, however long its lines are and whatever is in them', () => {
    const xml = `--- a\n+++ b\n@@ -1 +1 @@\n-${'<x a="1"/>'.repeat(50)}\n+${'漢字😀'.repeat(60)}\u001b[2J\r\n+\u0301\u0301\n`;
    for (const columns of [1, 2, 5, 61, 200]) {
      const lines = renderDiff({ ...sample.diff(), xml }, columns, new Date());
      const texts = lines.map((spans) => spans.map(({ text }) => text).join(''));
      if (columns >= 8) for (const text of texts.slice(3)) expect(widthOf(text)).toBeLessThanOrEqual(columns);
      expect(texts.join('')).not.toContain('\u001b');
    }
    const all = renderDiff({ ...sample.diff(), xml }, 61, new Date());
    expect(all.flatMap((spans) => spans.map(({ text }) => text.trim())).join('')).toContain('<x a="1"/><x');
  });
});

describe('the Overview', () => {
  test('says what the last start changed', async () => {
    const box = renderConsole({ state: withChanges() });
    await box.see(/Last start +NIC 3 \(enp4s0\) is gone, memory 64 GiB → 48 GiB/);
    expect(box.text()).not.toContain('press 7');
  });

  test('says nothing of a start that changed nothing', async () => {
    const { lastStart } = sample.changes();
    const box = renderConsole({
      state: withChanges({ lastStart: lastStart && { ...lastStart, changes: [] }, next: [] }),
    });
    await box.see('Backend');
    expect(box.text()).not.toContain('Last start');
  });

  test.each<[string, Partial<ConfigChanges>]>([
    ['FELL BACK TO THE LAST GOOD CONFIGURATION: press 7', { lastStart: sample.starts().starts[0] }],
    ['THE LAST GOOD CONFIGURATION IS IN FORCE: press 7', { choice: 'last-good' }],
  ])('says %s', async (text, change) => {
    const box = renderConsole({ state: withChanges(change) });
    await box.see(text);
  });
});
