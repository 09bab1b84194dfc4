import type { MediumState } from '../../contract/index.ts';
import { OperatorError } from '../engine/operator-error.ts';

interface Guest {
  check(): Promise<void>;
  readonly live: { kind: string };
}

/** Those who wait until the guest has let go of something, or will not. */
export class Settling<Row extends { state: MediumState }> {
  readonly #row: (id: string) => Row | undefined;
  readonly #waiting = new Set<() => void>();

  /** `row`: of an ID, as it is now. */
  constructor(row: (id: string) => Row | undefined) {
    this.#row = row;
  }

  /** To be called when a row may be another: whoever waits for one looks again. */
  changed(): void {
    for (const check of [...this.#waiting]) check();
  }

  /**
   * Has the guest let go of what it is not to have any more, and waits until it has, or will not.
   * @throws OperatorError `libvirt.unreachable`
   */
  async letGo(id: string, signal: AbortSignal, guest: Guest): Promise<Row | undefined> {
    await guest.check();
    if (guest.live.kind === 'unknown')
      throw new OperatorError('libvirt.unreachable', 'libvirt does not answer', {
        hint: 'It is taken back as soon as libvirt does',
      });
    return this.#settled(id, signal);
  }

  /** Resolves to the row when the guest has let go of it, or will not; `undefined`: it is gone. Rejects when `signal` is aborted. */
  #settled(id: string, signal: AbortSignal): Promise<Row | undefined> {
    return new Promise((resolve, reject) => {
      const check = (): void => {
        const row = this.#row(id);
        if (row !== undefined && row.state !== 'none' && row.state !== 'busy') return;
        end(() => resolve(row));
      };
      const onAbort = (): void => end(() => reject(signal.reason));
      const end = (settle: () => void): void => {
        this.#waiting.delete(check);
        signal.removeEventListener('abort', onAbort);
        settle();
      };
      this.#waiting.add(check);
      signal.addEventListener('abort', onAbort, { once: true });
      if (signal.aborted) onAbort();
      else check();
    });
  }
}
