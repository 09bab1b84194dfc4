import { join } from 'node:path';
import { expect } from 'vitest';
import { parsePolicy } from '../../../../src/backend/config/parse-policy.ts';
import type { PolicySnapshot } from '../../../../src/backend/config/slice.ts';
import { Bus } from '../../../../src/backend/engine/bus.ts';
import type { OperatorError } from '../../../../src/backend/engine/operator-error.ts';
import { type Database, openStore } from '../../../../src/backend/engine/store.ts';
import type { Topics } from '../../../../src/backend/engine/topics.ts';
import type { WorkRequest } from '../../../../src/backend/engine/work.ts';
import { KeptStateFile } from '../../../../src/backend/guest/kept-state.ts';
import { GuestSlice } from '../../../../src/backend/guest/slice.ts';
import type { GoodFiles } from '../../../../src/backend/guest/starts/last-good.ts';
import { filesBelow } from '../../../../src/backend/host/files.ts';
import { notRead, read } from '../../../../src/backend/host/reading.ts';
import type { Actor, Inventory, Operation } from '../../../../src/contract/index.ts';
import { eventually } from '../../../support/eventually.ts';
import { readMachineInventory } from '../../../support/machine-inventory.ts';
import { ManualClock } from '../../client/manual-clock.ts';
import { silentLog } from '../silent-log.ts';
import { FakeHypervisor } from './fake-hypervisor.ts';

export const technician: Actor = { seat: 'tty1', role: 'technician' };
const template = join(import.meta.dirname, '..', '..', '..', '..', 'templates', 'domain.xml');

/** The policy as a snapshot; `guest` is written into its part of that name. */
export function policyOf(guest: string): PolicySnapshot {
  const text = `version: 1\nguest: {${guest}, disks: [{target: vda, source: /dev/null}]}\n`;
  const parsed = parsePolicy(text, 'f');
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return { policy: parsed.policy, text };
}

/** A box in memory: what is on its disk, its hardware, and its libvirt outlive the backend. */
export class FakeBox {
  readonly clock = new ManualClock();
  readonly hypervisor = new FakeHypervisor();
  readonly db: Database = openStore({ file: ':memory:', setAside: (file) => file }).db;
  /** `/guest.json` and nothing else. */
  state: string | undefined;
  good: Awaited<ReturnType<GoodFiles['readGood']>>;
  inventory: Inventory = readMachineInventory('small');
  snapshot: PolicySnapshot = policyOf('autostart: false');
  template = template;
  bootId = 'boot-1';
  /** What was asked of the runner; nothing runs by itself. */
  asked: WorkRequest[] = [];
  /** The kernel has no huge pages, and says so. */
  noPages: OperatorError | undefined;
  /** The addresses that no NIC of the box was to have, when the network was set up last. */
  promised: string[] = [];
  /** Permanent addresses that the box's NICs do not give up. */
  keeping = new Set<string>();
  /** Happens when the network is set up. */
  onNetwork: () => void = () => {};
  bus = new Bus<Topics>((_, error) => {
    throw error;
  });
  guest = this.#makeGuest();

  /** The backend is killed, and another one begins; both with the disk as it is. */
  async restart(): Promise<void> {
    await this.guest.stop();
    this.bus = new Bus<Topics>((_, error) => {
      throw error;
    });
    this.asked = [];
    this.guest = this.#makeGuest();
    await this.guest.start();
  }

  /** As long as the hypervisor has a guest that runs it goes on; after a boot of the host there is none. */
  async reboot(bootId: string): Promise<void> {
    this.bootId = bootId;
    if (this.hypervisor.domain !== undefined)
      this.hypervisor.domain = { ...this.hypervisor.domain, state: 'shutoff', reason: 'unknown' };
    this.hypervisor.calls = [];
    await this.restart();
  }

  seen(state: string): Promise<void> {
    return eventually(() => expect(this.guest.get().state).toBe(state));
  }

  call(action: 'start' | 'stop' | 'kill' | 'reset') {
    return this.guest.handlers[`guest.${action}`]({}, technician);
  }

  /** Runs what was asked for last to its end. Rejects with its error. */
  async runLast(abort = new AbortController()): Promise<void> {
    const request = this.asked.at(-1);
    const id = String(this.asked.length);
    try {
      await request?.run({ signal: abort.signal, progress: () => {} });
    } finally {
      this.bus.publish('operation', { id, state: 'done' } as Operation);
    }
  }

  async startGuest(): Promise<void> {
    await this.call('start');
    await this.runLast();
    await this.seen('running');
  }

  async stopGuest(): Promise<void> {
    this.hypervisor.become('shutoff', 'destroyed');
    await this.seen('off');
  }

  /** Other hardware or another policy, and the backend has noticed. */
  async change(parts: {
    inventory?: Inventory;
    snapshot?: PolicySnapshot;
    template?: string;
  }): Promise<void> {
    Object.assign(this, parts);
    this.bus.publish('config', {} as Topics['config']);
    // Planning is done in order: after this one, that of the change is over.
    await (async () =>
      this.guest.handlers['guest.xml']({ query: { source: 'rendered' } }, technician))().catch(() => {});
  }

  /** The box has these NICs from now on, and the kernel says so. */
  setNics(nics: Inventory['nics']): void {
    this.inventory = { ...this.inventory, nics };
    this.bus.publish('inventory', this.inventory);
  }

  /** Kinds and seats of what was asked for. */
  get kinds(): string[] {
    return this.asked.map(({ kind, by }) => `${kind} ${by.seat}`);
  }

  get codes(): string[] {
    return this.guest.get().problems.map(({ code }) => code);
  }

  #makeGuest(): GuestSlice {
    const files = filesBelow('/');
    return new GuestSlice({
      bus: this.bus,
      clock: this.clock,
      log: silentLog,
      db: this.db,
      hypervisor: this.hypervisor,
      readHealth: () => ({ state: 'unknown' }),
      hugePages: {
        reserve: async (sizeKiB, wanted) => {
          if (this.noPages !== undefined) throw this.noPages;
          this.hypervisor.calls.push(`reserve ${sizeKiB} ${JSON.stringify([...wanted])}`);
        },
        giveBack: async () => {
          this.hypervisor.calls.push('giveBack');
        },
      },
      runner: {
        submit: (request) => {
          this.asked.push(request);
          return { id: String(this.asked.length), kind: request.kind } as Operation;
        },
        cancel: () => {},
      },
      config: {
        snapshot: () => this.snapshot,
        keepAsGood: async (good) => {
          this.good = good;
        },
        readGood: async () => this.good,
      },
      inventory: { get: async () => this.inventory, refresh: async () => this.inventory },
      applyNetwork: async (macs) => {
        this.onNetwork();
        if (macs !== undefined) this.promised = [...macs];
      },
      portKeeps: (mac) => this.keeping.has(mac),
      kept: new KeptStateFile({
        log: silentLog,
        file: '/guest.json',
        files: {
          readText: async () => (this.state === undefined ? notRead('missing', '') : read(this.state)),
        },
        writeFile: async (_, content) => {
          this.state = content;
        },
      }),
      prepare: {
        files: {
          ...files,
          readRealPath: async (path) => read(path),
          readText: (path, limit) => files.readText(path === template ? this.template : path, limit),
        },
        template,
        serialLog: '/var/log/guest.log',
        ownNetwork: true,
        ownMedia: true,
      },
      bootId: this.bootId,
      isStopping: () => false,
    });
  }
}
