import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  initialSwitch,
  planSwitch,
  type SwitchEvent,
  type SwitchState,
} from '../../../../src/display/vt/plan-switch.ts';

const OWN = 8;
const CONSOLE = 1;
const want = (side: 'guest' | 'console'): SwitchEvent => ({ type: 'want', side });
const active = (number: number): SwitchEvent => ({ type: 'active', number });

function follow(from: number, ...events: SwitchEvent[]) {
  let state: SwitchState = initialSwitch(OWN, CONSOLE, from);
  const steps = events.flatMap((event) => {
    const planned = planSwitch(state, event);
    state = planned.state;
    return planned.steps.map((step) => ('number' in step ? `${step.type} ${step.number}` : step.type));
  });
  return { steps, wanted: state.wanted, inFront: state.inFront };
}

describe('switching', () => {
  test('to the guest begins when our terminal is in front', () => {
    expect(follow(1, want('guest')).steps).toEqual(['take', 'activate 8']);
    expect(follow(1, want('guest'), active(8)).steps).toEqual(['take', 'activate 8', 'take', 'begin']);
  });

  test('to the console ends before our terminal leaves', () => {
    expect(follow(8, want('console')).steps).toEqual(['end', 'give', 'activate 1']);
    expect(follow(8, want('console'), active(1)).steps).toEqual(['end', 'give', 'activate 1']);
  });

  test('what is wanted already is nothing to do', () => {
    expect(follow(8, want('guest')).steps).toEqual([]);
    expect(follow(1, want('console'), want('console')).steps).toEqual([]);
  });

  test('a change of mind before the switch has happened', () => {
    expect(follow(1, want('guest'), want('console')).steps).toEqual([
      'take',
      'activate 8',
      'give',
      'activate 1',
    ]);
    expect(follow(8, want('console'), want('guest')).steps.slice(3)).toEqual(['take', 'activate 8', 'begin']);
  });

  test('a third terminal gives way to the console, but for one on the way to the guest', () => {
    expect(follow(1, active(3)).steps).toEqual(['activate 1']);
    expect(follow(1, want('guest'), active(2), active(8)).steps).toEqual([
      'take',
      'activate 8',
      'take',
      'begin',
    ]);
  });

  test('who comes by other ways sees the guest, and who leaves has left', () => {
    expect(follow(1, active(8))).toMatchObject({ steps: ['take', 'begin'], wanted: 'guest' });
    expect(follow(8, active(3))).toMatchObject({ steps: ['end', 'give', 'activate 1'], wanted: 'console' });
  });
});

test('whatever comes, painting begins only in front, and begin and end alternate', () => {
  const event = fc.constantFrom(want('guest'), want('console'), active(1), active(3), active(8));
  fc.assert(
    fc.property(fc.constantFrom(1, 8), fc.array(event), (from, events) => {
      let state = initialSwitch(OWN, CONSOLE, from);
      let isPainting = state.inFront;
      for (const each of events) {
        const planned = planSwitch(state, each);
        state = planned.state;
        for (const { type } of planned.steps) {
          if (type === 'begin') expect(isPainting).toBe(false);
          if (type === 'end') expect(isPainting).toBe(true);
          if (type === 'begin' || type === 'end') isPainting = type === 'begin';
          if (type === 'begin') expect(state.inFront).toBe(true);
          if (type === 'give' || type === 'activate')
            expect(isPainting && state.wanted === 'console').toBe(false);
        }
        expect(isPainting).toBe(state.inFront && state.wanted === 'guest');
      }
    }),
    { seed: 27 },
  );
});
