import { mkdtemp, rm, symlink, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { parsePolicy } from '../../../src/backend/config/parse-policy.ts';
import { Bus } from '../../../src/backend/engine/bus.ts';
import { systemClock } from '../../../src/backend/engine/clock.ts';
import { Journal } from '../../../src/backend/engine/journal.ts';
import { OperationRunner } from '../../../src/backend/engine/runner.ts';
import { openStore } from '../../../src/backend/engine/store.ts';
import type { Topics } from '../../../src/backend/engine/topics.ts';
import { filesBelow } from '../../../src/backend/host/files.ts';
import type { Listener } from '../../../src/backend/host/follow-command.ts';
import type { Hypervisor, HypervisorChange } from '../../../src/backend/host/hypervisor.ts';
import { readBootDisks } from '../../../src/backend/inventory/read-boot-disks.ts';
import { MediaSlice } from '../../../src/backend/media/slice.ts';
import { silentLog } from '../../../test/unit/backend/silent-log.ts';
import { writeMachine } from '../configuration/write-machine.ts';
import { type Figure, toMedian } from '../figure.ts';
import { machineWithSticks, nameOf, pathOf } from './stick-machine.ts';

const rounds = 21;
const crowds = [0, 8, 32];

/**
 * What bezeld takes of its own from the kernel's word of a stick to the call of libvirt's, with a libvirt that answers at once: reading the stick and the
 * live XML, the rules, the template. The box is a folder of files, so that the kernel's own work is not in it.
 */
export async function measureOwnShare(root: string): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const crowd of crowds) {
    const times = await measureBeside(root, crowd);
    figures.push({
      ...{ name: `our own share beside ${crowd} sticks`, value: toMedian(times), unit: 'ms', goal: 20 },
      note: `from the kernel's word to libvirt being asked, without libvirt; median of ${rounds} after a first one of ${times[0]?.toFixed(1)} ms; the slowest ${Math.max(...times).toFixed(1)} ms`,
    });
  }
  return figures;
}

async function measureBeside(root: string, crowd: number): Promise<number[]> {
  const dir = await mkdtemp(join(tmpdir(), 'bezel-own-share-'));
  try {
    await writeMachine({ files: machineWithSticks(crowd + 1) }, dir);
    const link = join(dir, 'sys/block', nameOf(crowd));
    await unlink(link);
    const box = await start(root, dir);
    await box.guestHas(crowd);
    const times: number[] = [];
    for (let round = 0; round <= rounds; round++) {
      await writeFile(join(dir, pathOf(crowd), 'diskseq'), `${1000 + round}\n`);
      await symlink(join(relative(dirname(link), dir), pathOf(crowd)), link);
      const asked = box.nextAttach();
      const at = performance.now();
      box.say(`KERNEL[1.0] add      ${pathOf(crowd).slice('/sys'.length)} (block)\n`);
      times.push((await asked) - at);
      await box.guestHas(crowd + 1);
      await unlink(link);
      box.say(`KERNEL[1.0] remove   ${pathOf(crowd).slice('/sys'.length)} (block)\n`);
      await box.guestHas(crowd);
    }
    await box.stop();
    return times;
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

async function start(root: string, dir: string) {
  const parsed = parsePolicy(
    'version: 1\nguest: {disks: [{target: vda, source: /dev/vdb, serial: system}]}\n',
    'policy',
  );
  if (!parsed.ok) throw new Error(parsed.problems[0]?.message);
  const guest = new InstantLibvirt();
  const { db } = openStore({ file: ':memory:', setAside: (file) => file });
  let udev: Listener | undefined;
  const parts = { clock: systemClock, log: silentLog, db };
  const runner = new OperationRunner({ ...parts, journal: new Journal(db), onChange: () => {} });
  const slice = new MediaSlice({
    ...{ ...parts, runner, own: true, bootId: 'boot', machine: filesBelow(dir), files: filesBelow('/') },
    bus: new Bus<Topics>(() => {}),
    hypervisor: guest as unknown as Hypervisor,
    freeze: { run: async () => Promise.reject(new Error('nothing is frozen here')) },
    run: async () => ({ ok: false, why: 'missing', message: 'there are no programs here' }),
    follow: (_file, _args, listener) => {
      udev = listener;
      return { stop: async () => {} };
    },
    template: join(root, 'templates/medium.xml'),
    guestName: () => 'guest',
    readPolicy: () => parsed.policy,
    lineOf: () => undefined,
    readBootDisks: () => readBootDisks(filesBelow(dir)),
  });
  await slice.start();
  return {
    say: (line: string) => udev?.output(Buffer.from(line)),
    nextAttach: () => guest.nextAttach(),
    guestHas: async (count: number) => {
      while (
        guest.devices.size !== count ||
        slice.get().media.filter(({ state }) => state === 'attached').length !== count
      )
        await new Promise((resolve) => setTimeout(resolve, 5));
    },
    stop: () => slice.stop(),
  };
}

/** libvirt that answers at once, of a guest that lets go at once. */
class InstantLibvirt {
  readonly status = { connected: true };
  readonly devices = new Map<string, string>();
  readonly #listeners = new Set<(change: HypervisorChange) => void>();
  #asked: ((at: number) => void) | undefined;

  nextAttach(): Promise<number> {
    return new Promise((resolve) => {
      this.#asked = resolve;
    });
  }

  onChange(listener: (change: HypervisorChange) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  async readDomain() {
    const xml = `<domain id='1'><devices><controller type='scsi' index='0' model='virtio-scsi'/>${[...this.devices.values()].join('')}</devices></domain>`;
    return { uuid: 'u', state: 'running', reason: 'booted', xml };
  }

  async attachDevice(_: string, xml: string): Promise<void> {
    this.#asked?.(performance.now());
    const alias = /alias name='([^']+)'/.exec(xml)?.[1] ?? '';
    this.devices.set(alias, xml);
    this.#tell({ kind: 'device', name: 'guest', alias, what: 'added' });
  }

  async detachDevice(_: string, alias: string): Promise<void> {
    this.devices.delete(alias);
    this.#tell({ kind: 'device', name: 'guest', alias, what: 'removed' });
  }

  #tell(change: HypervisorChange): void {
    for (const listener of [...this.#listeners]) listener(change);
  }
}
