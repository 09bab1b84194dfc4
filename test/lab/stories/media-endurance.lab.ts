import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Drives, Media } from '../../../src/contract/index.ts';
import type { Box } from '../driver/box.ts';
import { waitFor } from '../driver/wait.ts';
import type { Bench } from '../support/bench.ts';
import { writeDiscImage } from '../support/disc-image.ts';
import { mountAndRead } from '../support/drives.ts';
import { disksInGuest, isGone } from '../support/media.ts';
import { policyFile } from '../support/policy.ts';
import { pick, seeded, shuffle } from '../support/random.ts';
import { storiesOfTheRunningBox } from '../support/story.ts';
import { readAllVitals, type Vitals } from '../support/vitals.ts';

/** Small numbers do to try it. A cycle is a stick that is plugged in and pulled out. */
const whole = { cycles: 200, discs: 50, backendKills: 10, libvirtKills: 5 };
const seed = 20_260_301;

const ports = ['4', '5', '6', '7', '8'];
/** As many sticks come and go before anybody waits for what comes of it. */
const burst = 16;
const settledMs = 5 * 60_000;
/** What the backend may hold more after a quarter of all cycles; its heap breathes. */
const moreMiB = 24;

type Deed = 'stick' | 'disc' | 'kill bezeld' | 'kill libvirtd';

storiesOfTheRunningBox('endurance', (story) => {
  story(
    `${whole.cycles} sticks and ${whole.discs} discs come and go while the backend and libvirtd are killed: the guest has what is there, and nothing is left open`,
    async (box, lab) => {
      const random = seeded(seed);
      const before = await disksInGuest(box);
      const bench = await Endurance.begin(box, lab, random);
      const first = await bench.whenEmpty();
      await lab.note(`before: ${JSON.stringify(first)}`);
      // The last quarter is one life of the backend.
      await bench.run(planDeeds(0.75, random, whole.backendKills, whole.libvirtKills));
      await bench.clear();
      const late = await bench.whenEmpty();
      await lab.note(`before the last quarter: ${JSON.stringify(late)}`);
      await bench.run(planDeeds(0.25, random, 0, 0));
      await bench.compare();
      await bench.clear();
      await isGone(box, before);
      const last = await bench.whenEmpty();
      await lab.note(`after: ${JSON.stringify(last)}`);

      for (const name of ['bezeld', 'qemu'] as const)
        expect(held(last[name]), name).toEqual(held(late[name]));
      // libvirtd opens some when it is asked for something first.
      for (const name of ['bezeld', 'libvirtd', 'qemu'] as const) {
        expect(last[name].files, name).toBeLessThanOrEqual(first[name].files);
        expect(last[name].processes, name).toBe(first[name].processes);
      }
      expect(last.bezeld.rssMiB).toBeLessThanOrEqual(late.bezeld.rssMiB + moreMiB);
      await box.guestIs('running');
    },
    { isLong: true, limitMinutes: 90 },
  );
});

const held = ({ files, processes }: Vitals) => ({ files, processes });

/** A part of the whole, in an order that the seed decides. A stick is plugged in or pulled out: two for a cycle. */
function planDeeds(part: number, random: () => number, backendKills: number, libvirtKills: number): Deed[] {
  const many = (deed: Deed, count: number): Deed[] => Array.from({ length: Math.round(count) }, () => deed);
  return shuffle(
    [
      ...many('stick', 2 * whole.cycles * part),
      ...many('disc', whole.discs * part),
      ...many('kill bezeld', backendKills),
      ...many('kill libvirtd', libvirtKills),
    ],
    random,
  );
}

/** A box with sticks in its ports and discs in its drive, and what is in there now. */
class Endurance {
  readonly #box: Box;
  readonly #lab: Bench;
  readonly #random: () => number;
  readonly #discs: string[];
  /** The names of the sticks that are plugged in, by their ports. */
  readonly #plugged = new Map<string, string>();
  #disc: string | null = null;

  private constructor(box: Box, lab: Bench, random: () => number, discs: string[]) {
    this.#box = box;
    this.#lab = lab;
    this.#random = random;
    this.#discs = discs;
  }

  static async begin(box: Box, lab: Bench, random: () => number): Promise<Endurance> {
    for (const port of ports) {
      const content = Buffer.alloc(1024 * 1024);
      content.write(`port-${port}.`);
      await writeFile(join(lab.folder, `${port}.img`), content);
    }
    const discs: string[] = [];
    for (const label of ['ONE', 'TWO', 'THREE']) discs.push(await writeDiscImage(lab.folder, label, label));
    await box.shell.run(
      `printf '\\nmedia: {drives: {mode: medium}}\\n' >> ${policyFile} && bezel config reload`,
    );
    return new Endurance(box, lab, random, discs);
  }

  async run(deeds: readonly Deed[]): Promise<void> {
    for (const [at, deed] of deeds.entries()) {
      if (deed === 'stick') await this.#moveStick();
      else if (deed === 'disc') await this.#changeDisc(pick([...this.#discs, null], this.#random));
      else await this.#box.shell.run(`systemctl kill --signal=KILL ${deed.replace('kill ', '')}`);
      if (at % burst === burst - 1) await this.#settled();
      if (at % 50 === 49) await this.#lab.note(`${at + 1} of ${deeds.length}`);
    }
    await this.#settled();
  }

  /** Pulls everything out. */
  async clear(): Promise<void> {
    for (const [port, id] of this.#plugged) {
      await this.#box.usb.yank(id);
      this.#plugged.delete(port);
    }
    await this.#changeDisc(null);
    await this.#settled();
  }

  /** What the guest sees is what is plugged in. */
  async compare(): Promise<void> {
    const wanted = [...this.#plugged.keys()].sort().map((port) => `port-${port}.`);
    const read = `for d in /sys/block/sd*; do dd if=/dev/\${d##*/} bs=512 count=1 2>/dev/null | tr -d '\\0'; echo; done`;
    const isSo = async () => {
      const words = ((await this.#box.inGuest(read)).output.match(/port-\d\./g) ?? []).sort();
      return JSON.stringify(words) === JSON.stringify(wanted);
    };
    await waitFor(isSo, { what: `the guest to read ${wanted.join(' ')}`, timeoutMs: settledMs });
    const label = this.#disc === null ? undefined : /([a-z]+)\.iso$/.exec(this.#disc)?.[1]?.toUpperCase();
    if (label !== undefined) expect(await mountAndRead(this.#box)).toBe(label);
    await this.#box.inGuest('umount /cd');
  }

  /** What the programs hold while nothing is plugged in and nothing goes on. */
  async whenEmpty() {
    await this.#settled();
    let last = '';
    let times = 0;
    const isQuiet = async () => {
      const now = await readAllVitals(this.#box);
      const text = JSON.stringify(Object.values(now).map(held));
      times = text === last ? times + 1 : 0;
      last = text;
      // The consoles wait for some seconds before they connect again.
      return times >= 4 ? now : undefined;
    };
    return waitFor(isQuiet, { what: 'nothing to go on', timeoutMs: settledMs, intervalMs: 5000 });
  }

  async #moveStick(): Promise<void> {
    const port = pick(ports, this.#random);
    const id = this.#plugged.get(port);
    if (id !== undefined) {
      await this.#box.usb.yank(id);
      this.#plugged.delete(port);
      return;
    }
    const file = join(this.#lab.folder, `${port}.img`);
    this.#plugged.set(port, await this.#box.usb.plug(file, { serial: `PORT-${port}`, port }));
  }

  async #changeDisc(file: string | null): Promise<void> {
    await this.#box.disc.change(file);
    this.#disc = file;
  }

  /** Waits until the guest has each stick, and the disc, and nothing else, as the backend tells. */
  async #settled(): Promise<void> {
    const wanted = [...this.#plugged.keys()].map((port) => `PORT-${port} attached`).sort();
    const isSo = async () => {
      const { media } = await this.#box.api<Media>('/v1/media');
      const { drives } = await this.#box.api<Drives>('/v1/drives');
      const [drive] = drives;
      const now = media.map(({ serial, state }) => `${serial} ${state}`).sort();
      const disc = this.#disc === null ? 'none' : 'present';
      return (
        JSON.stringify(now) === JSON.stringify(wanted) && drive?.state === 'attached' && drive.disc === disc
      );
    };
    await waitFor(isSo, { what: `the guest to have ${wanted.join(', ')}`, timeoutMs: settledMs });
  }
}
