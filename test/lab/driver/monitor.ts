import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Picture, parsePpm, toPng } from './ppm.ts';
import type { Qmp } from './qmp.ts';
import type { RootShell } from './shell.ts';
import { parseTextScreen, type TextScreen, toScreenText } from './vcs.ts';
import { waitFor } from './wait.ts';

/** The monitor in front of the box: its picture, and the text of the terminals behind it. */
export class Monitor {
  readonly #qmp: () => Promise<Qmp>;
  readonly #shell: RootShell;

  constructor(qmp: () => Promise<Qmp>, shell: RootShell) {
    this.#qmp = qmp;
    this.#shell = shell;
  }

  /** What the monitor shows now. */
  async picture(): Promise<Picture> {
    const folder = await mkdtemp(join(tmpdir(), 'bezel-screen-'));
    try {
      const file = join(folder, 'screen.ppm');
      await (await this.#qmp()).run('screendump', { filename: file });
      return parsePpm(await readFile(file));
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  /** Writes what the monitor shows as a PNG file. */
  async save(file: string): Promise<void> {
    await writeFile(file, toPng(await this.picture()));
  }

  /** The text screen of a virtual terminal with colours and cursor, whether the monitor shows it now or not. */
  async screen(vt = 1): Promise<TextScreen> {
    const both = await this.#shell.cat(`/dev/vcsa${vt}`, `/dev/vcsu${vt}`);
    const size = 4 + (both[0] ?? 0) * (both[1] ?? 0) * 2;
    return parseTextScreen(both.subarray(0, size), both.subarray(size));
  }

  /** The text on a virtual terminal. */
  async text(vt = 1): Promise<string> {
    return toScreenText(await this.screen(vt));
  }

  /** Waits until a virtual terminal shows something, and returns all its text. */
  async waitForText(what: string | RegExp, timeoutMs = 180_000, vt = 1): Promise<string> {
    let text = '';
    return waitFor(
      async () => {
        text = await this.text(vt);
        return (typeof what === 'string' ? text.includes(what) : what.test(text)) && text;
      },
      { what: `${what} on tty${vt}`, timeoutMs, intervalMs: 500, instead: () => text },
    );
  }

  /** The number of the virtual terminal that the monitor shows. */
  async vt(): Promise<number> {
    return Number((await this.#shell.cat('/sys/class/tty/tty0/active')).toString().replace('tty', ''));
  }
}
