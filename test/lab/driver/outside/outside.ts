import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { execa } from 'execa';
import { LabError } from '../errors.ts';

type Helper = ChildProcessByStdio<Writable, Readable, Readable>;

export interface PlugOptions {
  /** The address that the other end has, with its prefix length. */
  address: string;
  /** First and last address that DHCP gives away. */
  dhcp?: { first: string; last: string };
  mtu?: number;
}

/** A conversation that goes on until it is ended. */
export interface Talk {
  /** Ends it in order; resolves to how many lines came back. Throws when it broke before. */
  end(): Promise<number>;
}

/**
 * The world at the other ends of a box's cables: a network namespace of its own, with a tap for each NIC that is plugged in. Nothing of it
 * reaches the machine's own network.
 */
export class Outside {
  readonly #name = `bezel-lab-${randomBytes(4).toString('hex')}`;
  readonly #wires: string;
  readonly #helpers: Helper[] = [];
  #made: Promise<unknown> | undefined;

  /** `wires`: the folder with the sockets of the box's NICs. */
  constructor(wires: string) {
    this.#wires = wires;
  }

  /** Connects the cable of a NIC. Returns the name of the link at its other end. */
  async plug(nic: string, { address, dhcp, mtu }: PlugOptions): Promise<string> {
    this.#made ??= this.#make();
    await this.#made;
    const link = `to-${nic}`;
    const sockets = [`${nic}-peer.sock`, `${nic}.sock`].map((name) => join(this.#wires, name));
    await this.#start(['perl', script('wire.pl'), link, ...sockets], 'ready');
    await this.ip('address', 'add', address, 'dev', link);
    await this.ip('link', 'set', link, 'up', ...(mtu === undefined ? [] : ['mtu', String(mtu)]));
    if (dhcp !== undefined) await this.#serveDhcp(link, dhcp);
    return link;
  }

  /** Runs a command there; resolves to what it says, whatever its exit code. */
  async run(file: string, ...args: string[]): Promise<{ exitCode: number | undefined; stdout: string }> {
    const { exitCode, stdout } = await execa('ip', this.#inside([file, ...args]), {
      reject: false,
      timeout: 120_000,
    });
    return { exitCode, stdout };
  }

  /** Runs `ip` there; throws when it refuses. */
  async ip(...args: string[]): Promise<void> {
    await execa('ip', ['-n', this.#name, ...args]);
  }

  /** Sends a frame, as hexadecimal digits, a number of times. */
  async sendFrames(link: string, frame: string, count: number): Promise<void> {
    await execa('ip', this.#inside(['perl', sender, link, frame, String(count)]));
  }

  /** Begins to talk to whoever sends back what he gets at a TCP port. */
  async talk(address: string, port: number): Promise<Talk> {
    const child = await this.#start(['perl', script('talk.pl'), address, String(port)], 'connected');
    let said = '';
    child.stdout.on('data', (bytes) => {
      said += bytes;
    });
    let why = '';
    child.stderr.on('data', (bytes) => {
      why += bytes;
    });
    return {
      end: async () => {
        const closed = once(child, 'close');
        child.stdin.end();
        await closed;
        if (child.exitCode !== 0)
          throw new LabError('talk', `the connection to ${address} ended ${why.trim()}`);
        return Number(said);
      },
    };
  }

  /** Takes everything away. */
  async clear(): Promise<void> {
    for (const child of this.#helpers.splice(0)) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      const closed = once(child, 'close');
      child.kill('SIGKILL');
      await closed;
    }
    if (this.#made !== undefined) await execa('ip', ['netns', 'delete', this.#name], { reject: false });
    this.#made = undefined;
  }

  async #make(): Promise<void> {
    await execa('ip', ['netns', 'add', this.#name]);
    await this.ip('link', 'set', 'lo', 'up');
  }

  /** dnsmasq tells by a line that it serves. */
  async #serveDhcp(link: string, { first, last }: { first: string; last: string }): Promise<void> {
    const options = [
      '--keep-in-foreground',
      '--conf-file=/dev/null',
      '--port=0',
      '--user=root',
      '--log-facility=-',
    ];
    const range = ['--bind-interfaces', `--interface=${link}`, `--dhcp-range=${first},${last},10m`];
    const files = ['--dhcp-leasefile=/dev/null', '--dhcp-authoritative', '--no-ping'];
    await this.#start(['dnsmasq', ...options, ...range, '--pid-file=', ...files], 'DHCP, IP range');
  }

  /** Starts a helper, which ends with this process, and waits until it says a word. */
  async #start(command: string[], word: string): Promise<Helper> {
    const args = ['--pdeathsig', 'KILL', 'ip', ...this.#inside(command)];
    const child = spawn('setpriv', args, { stdio: ['pipe', 'pipe', 'pipe'] });
    this.#helpers.push(child);
    let said = '';
    await new Promise<void>((resolve, reject) => {
      const hear = (bytes: Buffer) => {
        said += bytes;
        if (said.includes(word)) resolve();
      };
      child.stdout.on('data', hear);
      child.stderr.on('data', hear);
      child.once('error', reject);
      child.once('close', () => reject(new LabError('outside', `${command[0]} ends: ${said.trim()}`)));
    });
    return child;
  }

  #inside(command: string[]): string[] {
    return ['netns', 'exec', this.#name, ...command];
  }
}

const sender = join(import.meta.dirname, '../../../support/send-frames.pl');
const script = (name: string): string => join(import.meta.dirname, name);
