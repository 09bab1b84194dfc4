import { join } from 'node:path';
import type { Problem } from '../../../contract/index.ts';
import { plainText } from '../../../contract/index.ts';
import type { DumpFolder } from '../../host/dump-folder.ts';
import type { PowerContext } from '../context.ts';
import type { LedgerRecord } from '../ledger/power-store.ts';
import { planDump } from './plan-dump.ts';

export interface DumperOptions
  extends Pick<PowerContext, 'clock' | 'log' | 'ledger' | 'hypervisor' | 'name' | 'policy' | 'changed'> {
  folder: DumpFolder;
  memoryMiB(): number | undefined;
}

/** The verdicts after which the memory tells something. */
const telling = new Set<LedgerRecord['verdict']>(['crashed', 'watchdog']);

/** Writes down the memory of a guest that has crashed or hangs, while its QEMU is still there, if the policy wants that. */
export class Dumper {
  readonly #options: DumperOptions;

  constructor(options: DumperOptions) {
    this.#options = options;
  }

  /** Never throws: a guest whose memory cannot be dumped is started again all the same. Returns after the policy's `limitS` at the latest. */
  async dump(entry: LedgerRecord): Promise<void> {
    const { log, policy } = this.#options;
    const { keep, directory, limitS } = policy().dump;
    if (keep === 0 || !telling.has(entry.verdict)) return;
    try {
      await this.#write(entry, { keep, directory, limitS });
    } catch (error) {
      const message = plainText((error as Error).message).slice(0, 300);
      log.error("The guest's memory cannot be dumped", { error });
      this.#fail(entry.id, {
        code: 'power.dump-failed',
        severity: 'warning',
        message: `The guest's memory could not be dumped: ${message}`,
        hint: `Look whether there is room in ${directory}`,
      });
    }
  }

  async #write(
    { id, at }: LedgerRecord,
    { keep, directory, limitS }: { keep: number; directory: string; limitS: number },
  ): Promise<void> {
    const { folder, hypervisor, name, ledger, log, changed, memoryMiB } = this.#options;
    const { freeBytes, files } = await folder.look(directory);
    const memoryBytes = (memoryMiB() ?? 0) * 1024 ** 2;
    const plan = planDump({ keep, memoryBytes, freeBytes, files, at: new Date(at) });
    if (plan.kind === 'none') return;
    if (plan.kind === 'no-room') {
      const mib = (bytes: number): string => `${Math.floor(bytes / 1024 ** 2)} MiB`;
      throw new Error(`it may need ${mib(plan.neededBytes)}, and ${mib(freeBytes)} are free in ${directory}`);
    }
    for (const old of plan.removeFirst) await folder.remove(directory, old);
    const file = join(directory, plan.name);
    ledger.amend(id, { dump: { state: 'writing', file } });
    changed();
    log.info(`The guest's memory is dumped to ${file}`);
    await this.#within(limitS, hypervisor.dumpMemory(name(), file));
    const bytes = await folder.size(directory, plan.name);
    ledger.amend(id, { dump: { state: 'written', file, bytes } });
    changed();
    for (const old of plan.removeAfter) await folder.remove(directory, old);
  }

  /** QEMU can't be told to give up; it ends with the guest, and libvirt removes the half of a file. */
  async #within(limitS: number, dumping: Promise<void>): Promise<void> {
    let cancel = (): void => {};
    const late = new Promise<never>((_, reject) => {
      cancel = this.#options.clock.after(limitS * 1000, () =>
        reject(new Error(`it takes longer than ${limitS} s`)),
      );
    });
    dumping.catch(() => undefined);
    try {
      await Promise.race([dumping, late]);
    } finally {
      cancel();
    }
  }

  #fail(id: number, problem: Problem): void {
    const { ledger, changed } = this.#options;
    ledger.amend(id, { dump: { state: 'failed', message: problem.message } });
    changed();
  }
}
