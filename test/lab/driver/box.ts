import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { readApi } from './api.ts';
import { DiscDrive } from './disc.ts';
import { removeSockets } from './disk.ts';
import { LabError } from './errors.ts';
import { askForReport, type GuestReport } from './guest-report.ts';
import { startGuestSerial } from './guest-serial.ts';
import { runInGuest } from './guest-shell.ts';
import { Keyboard } from './keyboard.ts';
import { Monitor } from './monitor.ts';
import { Mouse } from './mouse.ts';
import { Nics } from './nic.ts';
import { type BoxOptions, boxOptionsSchema } from './options.ts';
import { type Frame, isAnnouncement, parseFrames } from './outside/frames.ts';
import { toBoxPaths } from './paths.ts';
import { isQemuAlive, killQemu, startQemu, waitForExit, whileAlive } from './process.ts';
import { planQemuArgs, toRecording } from './qemu-args.ts';
import { Qmp, type QmpEvent } from './qmp.ts';
import { SerialSeat } from './serial.ts';
import { RootShell } from './shell.ts';
import { type LabState, readState, writeState } from './state.ts';
import { resume, resumeArgs, writeMemory } from './suspend.ts';
import { UsbPorts } from './usb.ts';
import { waitFor } from './wait.ts';

/** Generous: without KVM, on a busy machine. */
const bootMs = 600_000;

/** One virtual box: everything a person in front of a real one could do, and a root shell. */
export class Box {
  readonly dir: string;
  readonly shell: RootShell;
  readonly keyboard: Keyboard;
  readonly mouse: Mouse;
  readonly monitor: Monitor;
  readonly usb: UsbPorts;
  readonly nics: Nics;
  readonly disc: DiscDrive;
  /** The seat at ttyS0. */
  readonly serial: SerialSeat;
  /** The guest's serial console; `openGuestSerial` makes it speak. */
  readonly guestSerial: SerialSeat;
  readonly files: { serialLog: string; qemuLog: string };
  /** Told of QEMU's events for as long as this Box is connected; a RESET that nobody asked for is a crash of the box. */
  onEvent: (event: QmpEvent) => void = () => undefined;
  #state: LabState;
  #qmp: Promise<Qmp> | undefined;

  private constructor(dir: string, state: LabState) {
    this.dir = dir;
    this.#state = state;
    const qmp = () => this.qmp();
    this.shell = new RootShell(state.driver.agent);
    this.keyboard = new Keyboard(qmp);
    this.mouse = new Mouse(qmp);
    this.monitor = new Monitor(qmp, this.shell);
    this.usb = new UsbPorts(qmp);
    this.nics = new Nics(qmp, state.driver.wires);
    this.disc = new DiscDrive(qmp);
    this.serial = new SerialSeat(state.serial);
    this.guestSerial = new SerialSeat(state.driver.guestSerial);
    this.files = { serialLog: join(dir, 'serial.log'), qemuLog: join(dir, 'qemu.log') };
  }

  /** The box whose state is in a directory, running or not. */
  static async open(dir: string): Promise<Box> {
    return new Box(dir, await readState(dir));
  }

  get state(): LabState {
    return this.#state;
  }

  /** The driver's connection to QEMU. */
  async qmp(): Promise<Qmp> {
    const known = await this.#qmp?.catch(() => undefined);
    if (known !== undefined && !known.closed) return known;
    this.#qmp = Qmp.connect(this.#state.driver.qmp);
    const qmp = await this.#qmp;
    qmp.onEvent((event) => this.onEvent(event));
    return qmp;
  }

  /** Takes parts out of a box that is off, or puts others in: the next boot has them. The disk stays. */
  async refit(parts: BoxOptions): Promise<void> {
    if (await this.isOn()) throw new LabError('running', `the box in ${this.dir} is on`);
    const { boot } = this.#state;
    const options = boxOptionsSchema.safeParse({ ...boot.options, ...parts });
    if (!options.success) throw new LabError('options', z.prettifyError(options.error));
    await this.#remember({ boot: { ...boot, options: options.data } });
  }

  async isOn(): Promise<boolean> {
    return this.#state.pid !== null && (await isQemuAlive(this.#state.pid));
  }

  /** Switches the box on. Returns when QEMU runs; `owned`: it ends with this process. */
  async switchOn({ owned }: { owned: boolean }): Promise<void> {
    if (await this.isOn()) throw new LabError('running', `the box in ${this.dir} is on already`);
    const { boot, accel } = this.#state;
    const paths = toBoxPaths(this.dir, this.#state);
    await removeSockets(paths.sockets);
    await mkdir(this.dir, { recursive: true });
    const args = planQemuArgs(boot.options, paths, accel, boot.cmdline);
    const { resumesFrom } = this.#state;
    if (resumesFrom !== null) args.push(...resumeArgs);
    await this.#remember({ pid: await startQemu(args, this.files.qemuLog, { owned }) });
    await this.#waitForQemu();
    if (resumesFrom !== null) await this.#whileOn(async () => resume(await this.qmp(), resumesFrom));
  }

  /** Writes the box down as it is and switches it off: other boxes go on from there (`makeResumedBox`). It doesn't itself. */
  async suspend(): Promise<void> {
    await writeMemory(await this.qmp(), this.dir, this.#state.accel.kind);
    await this.cut();
  }

  /** Waits until the box runs commands as root. */
  async shellReady(timeoutMs = bootMs): Promise<void> {
    await this.#whileOn(() => this.shell.ready(timeoutMs));
  }

  /** Waits until the API in the box answers. */
  async apiReady(timeoutMs = bootMs): Promise<void> {
    await this.shellReady(timeoutMs);
    const isReady = async () =>
      (await this.shell.run('systemctl -q is-active bezeld', { reject: false })).exitCode === 0;
    const answers = async () => (await this.api<object>('/v1/status')) !== undefined && (await isReady());
    await this.#whileOn((signal) =>
      waitFor(answers, { what: 'the API in the box', timeoutMs, intervalMs: 1000, signal }),
    );
  }

  /** Pulls the power cord. The disk keeps what had reached it. */
  async cut(): Promise<void> {
    if (this.#state.pid !== null) await killQemu(this.#state.pid);
    await this.#off();
  }

  /** Shuts the box down in good order, its guest first, which has what the policy gives it; after `timeoutMs` that has failed. */
  async shutDown(timeoutMs = 300_000): Promise<void> {
    const { pid } = this.#state;
    if (pid !== null && (await isQemuAlive(pid))) {
      // The connection may end before the answer: the box is going away.
      await this.shell.run('systemctl --no-block poweroff', { timeoutMs: 30_000 }).catch(async (error) => {
        if (await isQemuAlive(pid)) throw error;
      });
      await waitForExit(pid, timeoutMs);
    }
    await this.#off();
  }

  /** Presses the power button for a moment; what happens is up to the box. */
  async pressPower(): Promise<void> {
    await (await this.qmp()).run('system_powerdown');
  }

  /** Waits until the box has switched itself off. */
  async waitForOff(timeoutMs = 120_000): Promise<void> {
    if (this.#state.pid !== null) await waitForExit(this.#state.pid, timeoutMs);
    await this.#off();
  }

  /** What the API answers to a GET, for example of `/v1/status`. Throws when that is no success. */
  api<T>(path: string): Promise<T> {
    return readApi<T>(this.shell, path);
  }

  /** Runs `bezel … --json` and returns what it says, whatever its exit code. */
  async bezel<T = unknown>(...words: string[]): Promise<T> {
    const { stdout, stderr, exitCode } = await this.shell.run(`bezel ${words.join(' ')} --json`, {
      reject: false,
    });
    try {
      return JSON.parse(stdout) as T;
    } catch (cause) {
      throw new LabError('bezel', `bezel ${words.join(' ')} ends with ${exitCode}: ${stderr.trim()}`, {
        cause,
      });
    }
  }

  /** Waits until libvirt's guest is in a state, as the backend tells. */
  async guestIs(state: string, timeoutMs = 300_000): Promise<void> {
    const isSo = async () =>
      (await this.api<{ state: string }>('/v1/guest')).state === state &&
      (state !== 'running' || (await this.guestPid()) > 0);
    await this.#whileOn((signal) =>
      waitFor(isSo, { what: `the guest to be ${state}`, timeoutMs, intervalMs: 1000, signal }),
    );
  }

  /** Makes the guest's serial console reachable and connects to it. */
  async openGuestSerial(): Promise<SerialSeat> {
    await startGuestSerial(this.shell, toBoxPaths(this.dir, this.#state).inBox);
    await this.#remember({ guestSerial: this.#state.driver.guestSerial });
    return this.guestSerial;
  }

  /** What the guest says it sees of its machine, or some of it, asked on its serial console once it has booted. */
  async guestReport<K extends keyof GuestReport = keyof GuestReport>(
    keys?: readonly K[],
    timeoutMs = 300_000,
  ): Promise<Pick<GuestReport, K>> {
    return askForReport(await this.openGuestSerial(), keys, timeoutMs);
  }

  /** Runs a line in the demo guest's shell. */
  async inGuest(line: string, timeoutMs?: number): Promise<{ exitCode: number; output: string }> {
    return runInGuest(await this.openGuestSerial(), line, timeoutMs);
  }

  /** What the box has sent on a NIC since it was switched on, also as the box that it goes on from; with the option `recordFrames`. */
  async framesSent(nic: string): Promise<Frame[]> {
    const { resumesFrom } = this.#state;
    const own = parseFrames(await readFile(toRecording(this.dir, nic)));
    if (resumesFrom === null) return own;
    const before = parseFrames(await readFile(toRecording(resumesFrom, nic)));
    return [...before, ...own.filter((frame) => !isAnnouncement(frame))];
  }

  /** The process in the box that runs the guest: the same number means that the guest was not started anew. */
  async guestPid(): Promise<number> {
    return Number(await this.shell.cat('/run/libvirt/qemu/guest.pid'));
  }

  /** Lets go of all connections; the box goes on. */
  async disconnect(): Promise<void> {
    this.shell.close();
    await Promise.all([this.serial.close(), this.guestSerial.close()]);
    (await this.#qmp?.catch(() => undefined))?.close();
    this.#qmp = undefined;
  }

  async #off(): Promise<void> {
    await this.disconnect();
    const { guestSerial: _, ...state } = this.#state;
    this.#state = state;
    await this.#remember({ pid: null, resumesFrom: null });
  }

  async #waitForQemu(): Promise<void> {
    try {
      await this.#whileOn((signal) => waitFor(() => this.qmp(), { what: 'QEMU', timeoutMs: 20_000, signal }));
    } catch (cause) {
      await this.cut();
      const said = (await readFile(this.files.qemuLog, 'utf8').catch(() => '')).trim().split('\n').at(-1);
      throw new LabError('no-qemu', `QEMU does not come up: ${said}`, {
        hint: `read ${this.files.qemuLog}`,
        cause,
      });
    }
  }

  /** An answer, or an error at once when the box goes off before it. */
  async #whileOn<T>(start: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const off = () => new LabError('off', 'the box is off', { hint: `read ${this.files.qemuLog}` });
    const { pid } = this.#state;
    if (pid === null) throw off();
    return whileAlive(pid, start, off);
  }

  async #remember(change: Partial<LabState>): Promise<void> {
    this.#state = { ...this.#state, ...change };
    await writeState(this.dir, this.#state);
  }
}
