import { OperatorError } from '../../engine/operator-error.ts';
import type { PowerContext } from '../context.ts';

/** libvirt gives a QEMU that does not end by itself half a minute. */
const endsWithinMs = 60_000;

/** Waits until there is no QEMU, and ends one that stays: of a guest that has crashed, or hangs in its watchdog. */
export class GuestOff {
  readonly #options: Pick<PowerContext, 'clock' | 'hypervisor' | 'name' | 'log'>;
  readonly #waiting = new Set<() => void>();

  constructor(options: Pick<PowerContext, 'clock' | 'hypervisor' | 'name' | 'log'>) {
    this.#options = options;
  }

  /** libvirt says that it is off. */
  told(): void {
    for (const go of [...this.#waiting]) go();
  }

  async isRunning(): Promise<boolean> {
    const domain = await this.#read();
    return domain?.state === 'running';
  }

  /**
   * Whether it is off; false when it runs, because somebody has started it since. `before` is done before a QEMU that stays is ended.
   * @throws OperatorError as the hypervisor does, and `power.not-off`
   */
  async reach(before: () => Promise<void> = async () => {}): Promise<boolean> {
    const { hypervisor, name, log } = this.#options;
    const told = this.#untilTold(endsWithinMs);
    try {
      let domain = await this.#read();
      if (!isOff(domain) && !stays(domain)) {
        await told.promise;
        domain = await this.#read();
      }
      if (isOff(domain)) return true;
      if (domain?.state === 'running') return false;
      await before();
      log.info(`The guest's QEMU is ended: it is ${domain?.state} (${domain?.reason})`);
      await hypervisor.destroyDomain(name()).catch(async (error: unknown) => {
        if (!isOff(await this.#read())) throw error;
      });
      if (isOff(await this.#read())) return true;
      throw new OperatorError('power.not-off', "The guest's QEMU does not end");
    } finally {
      told.cancel();
    }
  }

  #read() {
    const { hypervisor, name } = this.#options;
    return hypervisor.readDomain(name());
  }

  #untilTold(ms: number): Told {
    let cancel = (): void => {};
    const promise = new Promise<void>((resolve) => {
      const cancelTimer = this.#options.clock.after(ms, () => cancel());
      cancel = () => {
        cancelTimer();
        this.#waiting.delete(cancel);
        resolve();
      };
      this.#waiting.add(cancel);
    });
    return { promise, cancel };
  }
}

interface Told {
  promise: Promise<void>;
  cancel(): void;
}

const isOff = (domain: { state: string } | undefined): boolean =>
  domain === undefined || domain.state === 'shutoff';

/** Its QEMU stays until somebody ends it. */
const stays = (domain: { state: string; reason: string } | undefined): boolean =>
  domain?.state === 'crashed' || domain?.state === 'paused';
