import { expect, onTestFinished } from 'vitest';
import { Bus } from '../../../../src/backend/engine/bus.ts';
import { Journal } from '../../../../src/backend/engine/journal.ts';
import { OperationRunner } from '../../../../src/backend/engine/runner.ts';
import type { Topics } from '../../../../src/backend/engine/topics.ts';
import { GuestFreeze } from '../../../../src/backend/host/agent/guest-freeze.ts';
import type { RunCommand } from '../../../../src/backend/host/commands.ts';
import type { Listener } from '../../../../src/backend/host/follow-command.ts';
import type { Hypervisor } from '../../../../src/backend/host/hypervisor.ts';
import { read } from '../../../../src/backend/host/reading.ts';
import { MediaSlice } from '../../../../src/backend/media/slice.ts';
import {
  type Media,
  type Operation,
  operationEnded,
  media as schema,
} from '../../../../src/contract/index.ts';
import { eventually } from '../../../support/eventually.ts';
import { ManualClock } from '../../client/manual-clock.ts';
import { silentLog } from '../silent-log.ts';
import { FakeGuest } from './fake-guest.ts';
import { memoryStore, policyWith, template } from './parts.ts';
import { type Stick, UsbBox } from './usb-box.ts';

export const technician = { seat: 'tty1', role: 'technician' } as const;

export const mountLine = (path: string, how = 'ro'): string =>
  `42 28 8:17 / ${path} ${how},nosuid,nodev,noexec - vfat /dev/sdb1 ${how},fmask=0077\n`;

/** With a vfat on its first partition. */
export function plugStick(usb: UsbBox, stick: Stick = {}): void {
  usb.plug('1-1', { partitions: 1, ...stick });
  usb.write('/sys/block/sdb/sdb1/partition', '1\n');
  usb.write('/run/udev/data/b8:17', 'E:ID_FS_TYPE=vfat\n');
}

/** The slice in a box with a guest, where everything that it does to the machine is noted. */
export async function startMedia({
  own = true,
  policy = policyWith(),
  usb = new UsbBox(),
  guest = new FakeGuest(),
  db = memoryStore(),
  isInUse = (): boolean => false,
  isProtected = false,
  isDamaged = false,
  /** What is done besides when something is mounted (with these options of mount) or unmounted (without). */
  mounting = async (_options: string | undefined): Promise<void> => {},
  boot = new Set<string>(),
} = {}) {
  const clock = new ManualClock();
  const bus = new Bus<Topics>(() => {});
  const told: Media[] = [];
  bus.on('media', (media) => void told.push(media));
  const operations: Operation[] = [];
  const runner = new OperationRunner({
    journal: new Journal(db),
    ...{ clock, log: silentLog },
    onChange: (operation) => void operations.push(operation),
  });
  let udev: Listener | undefined;
  const commands: string[] = [];
  /** systemd, as far as it mounts: on the first file system of the disk. */
  const run: RunCommand = async (file, args) => {
    commands.push([file, ...args].join(' '));
    if (file === 'systemd-mount')
      await mounting(args.find((each) => each.startsWith('--options='))?.slice(10));
    const path = args.at(-1) ?? '';
    if (isDamaged && file === 'systemd-mount' && !args.includes('--umount'))
      return { ok: false, why: 'timed-out', message: 'it takes too long' };
    if (file === 'systemd-mount' && args.includes('--umount')) {
      if (isInUse()) return { ok: false, why: 'failed', message: 'target is busy' };
      usb.write('/proc/self/mountinfo', '');
    } else if (file === 'systemd-mount') {
      const isRead = isProtected || args.some((each) => each.startsWith('--options=ro'));
      usb.write('/proc/self/mountinfo', mountLine(path, isRead ? 'ro' : 'rw'));
    }
    return { ok: true, stdout: '' };
  };
  const freeze = new GuestFreeze({
    ...{ clock, log: silentLog, db, bootId: 'boot', hypervisor: guest, name: () => 'guest' },
    onChange: () => {},
    tell: () => {},
  });
  const slice = new MediaSlice({
    ...{ bus, clock, log: silentLog, db, runner, own, machine: usb.files, bootId: 'boot' },
    hypervisor: guest as unknown as Hypervisor,
    freeze,
    run,
    follow: (file, args, listener) => {
      commands.push([file, ...args].join(' '));
      udev = listener;
      return { stop: async () => {} };
    },
    files: { readText: async () => read(template) },
    template: 'medium.xml',
    guestName: () => 'guest',
    readPolicy: () => policy,
    lineOf: () => undefined,
    readBootDisks: async () => boot,
  });
  runner.start();
  await slice.start();
  onTestFinished(async () => {
    await slice.stop();
    await runner.stop(1000);
  });
  /** udev has said something, and all that follows from it is done. */
  const look = async () => {
    // It surely listens by now.
    clock.advance(2000);
    udev?.output();
    clock.advance(100);
  };
  const rows = () =>
    schema.parse(slice.get()).media.map(({ id, state, holder }) => `${id} ${state} ${holder}`);
  const shows = (...wanted: string[]) => eventually(() => expect(rows()).toEqual(wanted));
  const ended = ({ id }: Operation) =>
    eventually(() => {
      const end = operations.findLast((each) => each.id === id && operationEnded(each));
      expect(end).toBeDefined();
      return end as Operation;
    });
  return { usb, guest, clock, slice, runner, told, commands, look, shows, ended, bus, db };
}
