import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Box } from '../driver/box.ts';
import { readDigest } from '../driver/digest.ts';
import { writeDump } from '../driver/dump.ts';
import { makeBox, makeResumedBox, removeBox } from '../driver/lab.ts';
import type { BoxOptions } from '../driver/options.ts';
import { Outside } from '../driver/outside/outside.ts';
import { makeRunningBox } from './running-box.ts';

/** QEMU's events that a story's log should have: a box that starts over or goes off explains many a failure. */
const telling = new Set(['RESET', 'SHUTDOWN', 'GUEST_PANICKED', 'BLOCK_IO_ERROR']);

/** What a story gets in its hands: a place for its pictures and logs, and boxes, which end with the story. */
export class Bench {
  /** For what the story wants to leave behind. */
  readonly folder: string;
  readonly #began = performance.now();
  readonly #boxes: Box[] = [];
  readonly #outsides = new Map<Box, Outside>();
  #made = 0;

  constructor(folder: string) {
    this.folder = folder;
  }

  /** Writes a line into the story's log, with the seconds since its beginning. */
  async note(text: string): Promise<void> {
    const seconds = ((performance.now() - this.#began) / 1000).toFixed(1).padStart(7);
    await appendFile(join(this.folder, 'story.log'), `${seconds}  ${text}\n`);
  }

  /** A new box, with power, as soon as QEMU runs. */
  switchOn(options: BoxOptions = {}): Promise<Box> {
    return this.#switchOn((dir) => makeBox(dir, options));
  }

  /** A box that has booted and runs its guest, which is at its prompt. It is the awkward box. */
  async running(): Promise<Box> {
    const suspended = await makeRunningBox();
    const box = await this.#switchOn((dir) => makeResumedBox(dir, suspended));
    await box.shellReady();
    return box;
  }

  async #switchOn(make: (dir: string) => Promise<Box>): Promise<Box> {
    this.#made += 1;
    const box = await make(join(this.folder, this.#made === 1 ? 'box' : `box${this.#made}`));
    this.#boxes.push(box);
    const which = this.#made;
    box.onEvent = ({ event, data }) => {
      if (telling.has(event)) void this.note(`box ${which}: ${event} ${JSON.stringify(data)}`);
    };
    await box.switchOn({ owned: true });
    await this.note(`box ${this.#made} is on (${box.state.accel.kind})`);
    return box;
  }

  /** A new box, as soon as its API answers. */
  async boot(options: BoxOptions = {}): Promise<Box> {
    const box = await this.switchOn(options);
    await box.shellReady();
    await this.note('its root shell answers');
    await box.apiReady();
    await this.note('its API answers');
    return box;
  }

  hasOutside(box: Box): boolean {
    return this.#outsides.has(box);
  }

  /** What is at the other ends of a box's cables; it goes with the box. */
  outside(box: Box): Outside {
    const known = this.#outsides.get(box);
    if (known !== undefined) return known;
    const outside = new Outside(box.state.driver.wires);
    this.#outsides.set(box, outside);
    return outside;
  }

  /** Writes down the state of every box that is on; returns the digest of it, for the output of the run. */
  async dump(why: string): Promise<string> {
    const digests: string[] = [];
    for (const box of this.#boxes) {
      if (!(await box.isOn())) continue;
      const folder = join(box.dir, 'dump');
      await writeDump(box, folder, why);
      digests.push(`The state of ${box.dir}\n${await readDigest(folder)}`);
    }
    return digests.join('\n\n');
  }

  /** Cuts the power of every box and removes their disks. Logs, pictures and dumps stay. */
  async clear(): Promise<void> {
    for (const box of this.#boxes.splice(0)) {
      await this.#outsides.get(box)?.clear();
      this.#outsides.delete(box);
      await box.disconnect();
      await removeBox(box);
    }
  }
}
