import { describe, expect, test } from 'vitest';
import { parseWitness } from '../../../../src/backend/power/witness/parse-witness.ts';
import { planLastRun } from '../../../../src/backend/power/witness/plan-runs.ts';

/** As virsh 9.0 writes it. */
const text = `event RESUME at 1796038639.245824 for domain 'guest': <null>
event SHUTDOWN at 1796038640.175543 for domain 'guest': {"guest":true,"reason":"guest-shutdown"}
event RESUME at 1796038643.111713 for domain 'other': <null>
event RESUME at 1796038643.111714 for domain 'guest': <null>
event WATCHDOG at 1796038658.920410 for domain 'guest': {"action":"reset"}
event SHUTDOWN at 1796038658.920537 for domain 'guest': {"guest":true,"reason":"guest-reset"}
`;
const events = parseWitness(text, 'guest');

test('the lines of the guest are read, with the time to the microsecond and what QEMU says', () => {
  expect(events.map(({ event, stamp }) => [event, stamp])).toEqual([
    ['RESUME', '1796038639.245824'],
    ['SHUTDOWN', '1796038640.175543'],
    ['RESUME', '1796038643.111714'],
    ['WATCHDOG', '1796038658.920410'],
    ['SHUTDOWN', '1796038658.920537'],
  ]);
  expect(events.at(-1)).toMatchObject({
    from: 'qemu',
    atMs: 1_796_038_658_920,
    data: { guest: true, reason: 'guest-reset' },
  });
  expect(events[0]?.data).toBeUndefined();
});

test.each([
  ['a line that was cut off', "event SHUTDOWN at 1796038640.175543 for domain 'guest"],
  ['what virsh says at its end', 'events received: 3'],
  [
    'a name that looks like the end of a line',
    "event SHUTDOWN at 1796038640.175543 for domain 'guest': x' for domain 'other': {}",
  ],
  ['no JSON', 'event SHUTDOWN at 1796038640.175543 for domain \'guest\': {"guest":'],
  ['nothing', ''],
])('%s does no harm', (_, line) => {
  for (const { data } of parseWitness(line, 'guest')) expect(data).toBeUndefined();
});

describe('of the last run', () => {
  const [first, second] = ['1796038639.245824', '1796038643.111714'];
  test('what came after its RESUME is told', () => {
    const run = planLastRun(events, second);
    expect(run).toMatchObject({ resume: second, isAnother: false });
    expect(run.events.map(({ event }) => event)).toEqual(['WATCHDOG', 'SHUTDOWN']);
  });
  test('it is another than the one that was known', () => {
    expect(planLastRun(events, first)).toMatchObject({ resume: second, isAnother: true });
  });
  test('its end is told by a witness that came after its RESUME', () => {
    const late = events.slice(3).filter(({ event }) => event !== 'RESUME');
    const run = planLastRun(late, '1796038650.000000');
    expect(run).toMatchObject({ resume: '1796038650.000000', isAnother: false });
    expect(run.events.map(({ event }) => event)).toEqual(['WATCHDOG', 'SHUTDOWN']);
    // An end of before is none of its.
    expect(planLastRun(events.slice(1, 2), second).events).toEqual([]);
  });
  test('it is another one also where the witness has not seen the beginning of the one that was known', () => {
    expect(planLastRun(events.slice(2), '1796038640.000000')).toMatchObject({
      resume: second,
      isAnother: true,
    });
  });
  test('nothing is heard of a witness that has only seen what was before the run that is known', () => {
    expect(planLastRun(events, '1796038999.000000')).toEqual({
      ...{ resume: undefined, since: undefined, events: [], isAnother: false },
    });
  });
  test('all is heard where no run is known', () => {
    expect(planLastRun(events, undefined)).toMatchObject({ resume: second, isAnother: false });
    expect(planLastRun([], undefined)).toMatchObject({ resume: undefined, events: [] });
  });
});
