import type { Operation } from '../../contract/index.ts';
import { operationEnded } from '../../contract/index.ts';
import { isoNow, type PowerContext } from './context.ts';
import type { Asked } from './signs/model.ts';

const kinds: Record<string, Asked> = { 'guest.stop': 'stop', 'guest.kill': 'kill', 'guest.reset': 'reset' };
const maxAsked = 8;

/** Remembers what seats do to the guest that may end its run; written down before it is done. */
export class AskedFor {
  readonly #options: PowerContext;

  constructor(options: PowerContext) {
    this.#options = options;
  }

  /** The operations of an earlier backend are over. */
  start(): void {
    const { ledger } = this.#options;
    const endedAt = isoNow(this.#options);
    if (ledger.state.asked.length > 0)
      ledger.change({ asked: ledger.state.asked.map((one) => ({ endedAt, ...one })) });
  }

  onOperation(operation: Operation): void {
    const { id, kind, state, by } = operation;
    const what = kinds[kind];
    if (what === undefined || state === 'queued') return;
    const { ledger } = this.#options;
    const { asked } = ledger.state;
    const known = asked.find((one) => one.operation === id);
    const others = asked.filter((one) => one.operation !== id);
    const at = isoNow(this.#options);
    if (state === 'running') {
      if (known === undefined)
        ledger.change({ asked: [...others, { what, by, at, operation: id }].slice(-maxAsked) });
    } else if (known !== undefined && operationEnded(operation)) {
      // Called off, it is nobody's wish any more.
      const rest = state === 'cancelled' ? [] : [{ ...known, endedAt: at }];
      ledger.change({ asked: [...others, ...rest] });
    }
  }
}
