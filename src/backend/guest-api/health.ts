import * as z from 'zod';
import {
  factValue,
  type GuestHealth,
  guestHealth,
  type HealthReport,
  known,
  type Problem,
  plainText,
  unknown,
} from '../../contract/index.ts';
import type { Clock } from '../engine/clock.ts';
import type { GuestNotes } from './notes.ts';

const key = 'health';
const kept = z.object({ health: guestHealth, run: z.string() });

export interface HealthOptions {
  clock: Clock;
  notes: GuestNotes;
  onChange(): void;
}

/** How the guest is by its own words: unknown until it says something, stale once the run is over in which it did. */
export class Health {
  readonly #options: HealthOptions;
  #health: GuestHealth = unsaid;
  /** The run of the guest that goes on; absent while that is not known. */
  #run: string | undefined;
  /** The run in which it was said; an earlier backend may have heard it. */
  #saidIn: string | undefined;

  constructor(options: HealthOptions) {
    this.#options = options;
  }

  /** Takes up what an earlier backend was told: not true any more until the guest is seen to be the same. */
  recall(): void {
    const read = kept.safeParse(this.#options.notes.read(key));
    const value = read.success ? factValue(read.data.health) : undefined;
    if (!read.success || value === undefined) return;
    this.#health = { state: 'stale', value, since: value.at };
    this.#saidIn = read.data.run;
  }

  get(): GuestHealth {
    return this.#health;
  }

  get problems(): Problem[] {
    return this.#health.state === 'known' ? toProblems(this.#health.value) : [];
  }

  report({ state, message }: HealthReport): GuestHealth {
    const said = message === undefined ? '' : plainText(message);
    const at = this.#options.clock.now().toISOString();
    const before = this.#health;
    const isNew =
      before.state !== 'known' || before.value.state !== state || (before.value.message ?? '') !== said;
    this.#saidIn = this.#run;
    this.#health = known({ state, ...(said === '' ? {} : { message: said }), at });
    if (isNew) this.#keep();
    this.#options.onChange();
    return this.#health;
  }

  /** The guest is in this run; absent: in none. */
  follow(run: string | undefined): void {
    if (run === this.#run) return;
    const before = this.#run;
    this.#run = run;
    if (this.#health.state === 'unknown') return;
    if (this.#health.state === 'known' && before === undefined && this.#saidIn === undefined) {
      // It spoke before the hypervisor did.
      this.#saidIn = run;
      this.#keep();
      return;
    }
    if (run !== undefined && run === this.#saidIn) this.#health = known(this.#health.value);
    else this.over();
    this.#options.onChange();
  }

  /** What was said is not true any more: the guest begins anew. */
  over(): void {
    if (this.#health.state !== 'known') return;
    this.#saidIn = undefined;
    const since = this.#options.clock.now().toISOString();
    this.#health = { state: 'stale', value: this.#health.value, since };
    this.#options.notes.write(key, undefined);
    this.#options.onChange();
  }

  #keep(): void {
    if (this.#saidIn === undefined) return;
    this.#options.notes.write(key, { health: this.#health, run: this.#saidIn });
  }
}

const unsaid = unknown('the guest has not said');

type Said = Extract<GuestHealth, { state: 'known' }>['value'];

function toProblems({ state, message }: Said): Problem[] {
  if (state !== 'degraded' && state !== 'failing') return [];
  const words =
    state === 'failing' ? 'The guest says that it is failing' : 'The guest says that it works badly';
  return [
    {
      code: `guest.${state}`,
      severity: state === 'failing' ? 'error' : 'warning',
      message: message === undefined ? words : `${words}: ${message}`,
      hint: "The appliance's own manual tells more",
    },
  ];
}
