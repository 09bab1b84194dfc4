import type { MediaRuling, Medium, RulesTestQuery } from '../../contract/index.ts';
import type { MediaPolicy } from '../config/policy/policy.ts';
import type { Decisions } from './decisions.ts';
import { keptKeyboards, planDeviceWish } from './devices/plan-device-wish.ts';
import { explainRules, sayRuling, toImagined, toSubject } from './explain-rules.ts';
import type { Plugged } from './model.ts';
import { toAlias } from './parse-alias.ts';
import { planWish, type Wish } from './plan-wish.ts';

export interface WishesOptions {
  /** Whether what is plugged in is ours to give. */
  own: boolean;
  decisions: Pick<Decisions, 'of'>;
  readPolicy(): MediaPolicy;
  /** The line of a rule in the policy file. */
  lineOf(rule: number): number | undefined;
  /** All that is plugged in, as far as it is known. */
  plugged(): readonly Plugged[];
  /** Whether the running guest has what has this alias. */
  isHeld(alias: string): boolean;
}

/** Who is to have what is plugged in, by the policy and by what technicians have said. */
export class Wishes {
  readonly #options: WishesOptions;

  constructor(options: WishesOptions) {
    this.#options = options;
  }

  of(plugged: Plugged): Wish {
    const { own, decisions, readPolicy, lineOf } = this.#options;
    const alias = toAlias(plugged);
    const decision = alias === undefined ? undefined : decisions.of(alias);
    const parts = { own, policy: readPolicy(), decision, lineOf };
    if (plugged.kind === 'disk') return planWish(plugged, parts);
    const devices = this.#options.plugged().filter((each) => each.kind === 'device');
    const hasOtherKeyboard = keptKeyboards(devices, parts).some(({ id }) => id !== plugged.id);
    const isHeld = alias !== undefined && this.#options.isHeld(alias);
    return planDeviceWish(plugged, { ...parts, hasOtherKeyboard, isHeld });
  }

  /** What the rules say of something that is not plugged in. */
  imagine(query: Omit<RulesTestQuery, 'id'>): MediaRuling {
    const { readPolicy, lineOf } = this.#options;
    const ruling = explainRules(toImagined(query), readPolicy(), lineOf);
    return { ...ruling, why: sayRuling(ruling) };
  }

  /** What the rules say of a row, and what else decides. */
  explain({ id, holder, why }: Pick<Medium, 'id' | 'holder' | 'why'>): MediaRuling {
    const { readPolicy, lineOf, plugged } = this.#options;
    const found = plugged().find((each) => each.id === id);
    const subject = found === undefined ? toImagined({}) : toSubject(found);
    return { ...explainRules(subject, readPolicy(), lineOf), holder, why };
  }
}
