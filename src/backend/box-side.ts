import { join } from 'node:path';
import type { PolicyInForce } from './config/policy/policy.ts';
import type { Clock } from './engine/clock.ts';
import type { Log } from './engine/log.ts';
import { defaultStopTimeoutS } from './engine/stop-timeout.ts';
import type { Files } from './host/files.ts';
import { followDevice } from './host/follow-device.ts';
import { removeFile } from './host/remove-file.ts';
import { watchEntries } from './host/watch-entries.ts';
import { watchPowerButtons } from './host/watch-power-buttons.ts';
import { writeFileSafely } from './host/write-file.ts';
import type { Buttons } from './power/buttons.ts';
import { takeHostDownNote } from './power/host-down-note.ts';
import type { HostDownNote } from './power/parse-host-down-note.ts';

export interface BoxSideOptions {
  clock: Clock;
  log: Log;
  files: Files;
  /** The machine's /proc, which may be a recorded one. */
  machine: Pick<Files, 'readText'>;
  /** The folder of the event devices, when the power button is ours. */
  inputFolder: string | undefined;
  stateDir: string;
  runtimeDir: string;
  buttons: Buttons;
  readPolicy(): PolicyInForce;
  /** Writes a note of the host's end into the ledger. */
  enterHostDown(note: HostDownNote): void;
}

/** The box's own part in power, beside the guest's: its button, and what goes on when the host goes down without bezeld. */
export class BoxSide {
  readonly #options: BoxSideOptions;
  #watching: { stop(): Promise<void> } | undefined;

  constructor(options: BoxSideOptions) {
    this.#options = options;
  }

  async start(): Promise<void> {
    const { log, files, stateDir, enterHostDown } = this.#options;
    const file = join(stateDir, 'host-down');
    await takeHostDownNote({ log, file, files, removeFile, enter: enterHostDown });
    await this.policyChanged();
    this.#watching = this.#watchButtons();
  }

  async stop(): Promise<void> {
    await this.#watching?.stop();
  }

  /** Writes down how long the guest may take to stop, for when the host goes down and bezeld does not answer. Never rejects. */
  async policyChanged(): Promise<void> {
    const { log, readPolicy, runtimeDir } = this.#options;
    const seconds = readPolicy().guest?.stopTimeoutS ?? defaultStopTimeoutS;
    try {
      await writeFileSafely(join(runtimeDir, 'guest-stop-seconds'), `${seconds}\n`, 0o644, 0o755);
    } catch (error) {
      log.warn('How long the guest may take to stop is not written down', { error });
    }
  }

  #watchButtons(): { stop(): Promise<void> } | undefined {
    const { clock, log, machine, inputFolder, buttons } = this.#options;
    if (inputFolder === undefined) return undefined;
    return watchPowerButtons({
      clock,
      files: machine,
      watchEntries,
      followDevice,
      folder: inputFolder,
      list: '/proc/bus/input/devices',
      onPress: () => void buttons.press(),
      onButtons: (names) => log.info(`The power button is ${names.join(', ') || 'gone'}`),
      onFailure: (name, message) => log.warn(`The power button ${name} is not heard: ${message}`),
    });
  }
}
