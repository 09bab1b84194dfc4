import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Decision,
  isHeld,
  mayFallBack,
  planDecision,
  type Situation,
} from '../../../../../src/backend/guest/starts/plan-decision.ts';

/** The first start ever of a box that has nothing against it. */
const first: Situation = {
  choice: 'rendered',
  isRendered: true,
  good: 'none',
  isGood: false,
  holds: false,
  hasChanges: false,
  isAccepted: false,
  hasFailed: false,
  byItself: false,
};
const again: Situation = { ...first, good: 'possible', isGood: true };
const changed: Situation = { ...again, isGood: false, hasChanges: true };
const chosen: Situation = { ...changed, choice: 'last-good' };
const rendered: Decision = { use: 'rendered', fallBack: false };
const renderedFirst: Decision = { use: 'rendered', fallBack: true };
const good = (because: 'chosen' | 'not-rendered' | 'has-failed'): Decision => ({ use: 'last-good', because });
const nothing = (because: 'held' | 'not-rendered' | 'good-impossible'): Decision => ({
  use: 'nothing',
  because,
});

describe('the guest is started with', () => {
  it.each<[string, Situation, Decision]>([
    ['what is rendered, at first', first, rendered],
    ['what is rendered at first, also where changes are held', { ...first, holds: true }, rendered],
    [
      'nothing, where nothing can be rendered and nothing ever was',
      { ...first, isRendered: false },
      nothing('not-rendered'),
    ],
    ['the same again', again, rendered],
    ['what has changed, and falls back', changed, renderedFirst],
    ['what has changed, and cannot fall back', { ...changed, good: 'impossible' }, rendered],
    ['nothing, where changes are held', { ...changed, holds: true }, nothing('held')],
    [
      'nothing, where changes are held, also by itself',
      { ...changed, holds: true, byItself: true },
      nothing('held'),
    ],
    ['changes that were accepted', { ...changed, holds: true, isAccepted: true }, renderedFirst],
    ['the same again where changes are held', { ...again, holds: true }, rendered],
    [
      'the last good one, where nothing can be rendered',
      { ...changed, isRendered: false },
      good('not-rendered'),
    ],
    [
      'the last good one, where nothing can be rendered, whatever is held',
      { ...changed, isRendered: false, holds: true },
      good('not-rendered'),
    ],
    [
      'nothing, where neither is possible',
      { ...changed, isRendered: false, good: 'impossible' },
      nothing('not-rendered'),
    ],
    [
      'the last good one by itself, after the other has failed',
      { ...changed, hasFailed: true, byItself: true },
      good('has-failed'),
    ],
    ['what has failed, when somebody asks for it', { ...changed, hasFailed: true }, renderedFirst],
    [
      'what has failed by itself, where there is nothing else',
      { ...changed, hasFailed: true, byItself: true, good: 'impossible' },
      rendered,
    ],
    ['the last good one that was chosen', chosen, good('chosen')],
    [
      'the last good one that was chosen, although changes are held',
      { ...chosen, holds: true },
      good('chosen'),
    ],
    [
      'the last good one that was chosen, although nothing can be rendered',
      { ...chosen, isRendered: false },
      good('chosen'),
    ],
    [
      'nothing, where the one that was chosen is impossible',
      { ...chosen, good: 'impossible' },
      nothing('good-impossible'),
    ],
    ['what is rendered, where the one that was chosen is lost', { ...chosen, good: 'none' }, rendered],
    [
      'nothing, where that is lost and changes are held',
      { ...chosen, good: 'none', holds: true },
      nothing('held'),
    ],
  ])('%s', (_, situation, decision) => {
    expect(planDecision(situation)).toEqual(decision);
    expect(isHeld(situation)).toBe(decision.use === 'nothing' && decision.because === 'held');
  });
});

const situation = fc.record<Situation>({
  choice: fc.constantFrom('rendered', 'last-good'),
  isRendered: fc.boolean(),
  good: fc.constantFrom('none', 'impossible', 'possible'),
  isGood: fc.boolean(),
  holds: fc.boolean(),
  hasChanges: fc.boolean(),
  isAccepted: fc.boolean(),
  hasFailed: fc.boolean(),
  byItself: fc.boolean(),
});

describe('in any situation', () => {
  it('nothing is started that is not there', () => {
    fc.assert(
      fc.property(situation, (now) => {
        const decision = planDecision(now);
        if (decision.use === 'rendered') expect(now.isRendered).toBe(true);
        if (decision.use === 'last-good') expect(now.good).toBe('possible');
        if (decision.use === 'rendered' && decision.fallBack)
          expect(now).toMatchObject({ good: 'possible', isGood: false });
      }),
    );
  });
  it('changes that are held and not accepted are not started', () => {
    fc.assert(
      fc.property(situation, (now) => {
        const waits = now.holds && now.hasChanges && !now.isAccepted;
        if (waits) expect(planDecision(now).use).not.toBe('rendered');
      }),
    );
  });
});

it.each([
  ['libvirt.refused', true],
  ['host.too-few-huge-pages', true],
  ['libvirt.unreachable', false],
  ['libvirt.timeout', false],
  ['guest.start-timeout', false],
  ['operation.cancelled', false],
])('after %s the last good one may follow: %s', (code, may) => {
  expect(mayFallBack(code)).toBe(may);
});
