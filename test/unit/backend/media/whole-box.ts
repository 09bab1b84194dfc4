import { Bus } from '../../../../src/backend/engine/bus.ts';
import { Journal } from '../../../../src/backend/engine/journal.ts';
import { OperationRunner } from '../../../../src/backend/engine/runner.ts';
import type { Topics } from '../../../../src/backend/engine/topics.ts';
import type { Files } from '../../../../src/backend/host/files.ts';
import type { Listener } from '../../../../src/backend/host/follow-command.ts';
import type { Hypervisor } from '../../../../src/backend/host/hypervisor.ts';
import { notRead, read } from '../../../../src/backend/host/reading.ts';
import { DrivesSlice } from '../../../../src/backend/media/drives/slice.ts';
import { MediaSlice } from '../../../../src/backend/media/slice.ts';
import { ManualClock } from '../../client/manual-clock.ts';
import { silentLog } from '../silent-log.ts';
import { DriveBox } from './drives/drive-box.ts';
import { driveTemplate } from './drives/parts.ts';
import type { FakeLibvirt } from './fake-libvirt.ts';
import { memoryStore, policyWith, template } from './parts.ts';
import { UsbBox } from './usb-box.ts';

const technician = { seat: 'tty1', role: 'technician' } as const;

/** A box with USB disks, USB devices and drives, and the store of its backends. */
export class WholeBox {
  readonly usb = new UsbBox();
  readonly drives = new DriveBox();
  readonly db = memoryStore();

  get files(): Files {
    const [usb, drives] = [this.usb.files, this.drives.files];
    const first =
      <K extends 'readText' | 'readBytes' | 'readLink' | 'readLinkName' | 'readRealPath'>(key: K) =>
      async (path: string) => {
        const reading = await usb[key](path);
        return reading.ok ? reading : drives[key](path);
      };
    return {
      readText: first('readText') as Files['readText'],
      readBytes: first('readBytes') as Files['readBytes'],
      readLink: first('readLink') as Files['readLink'],
      readLinkName: first('readLinkName') as Files['readLinkName'],
      readRealPath: first('readRealPath') as Files['readRealPath'],
      listNames: async (path) => {
        const both = await Promise.all([usb.listNames(path), drives.listNames(path)]);
        const names = both.flatMap((reading) => (reading.ok ? reading.value : []));
        return both.some(({ ok }) => ok) ? read(names.sort()) : both[0];
      },
      isThere: async (path) => (await usb.isThere(path)) || drives.isThere(path),
    };
  }
}

/** The slices of one backend, as the backend wires them. */
export async function startSlices(box: WholeBox, libvirt: FakeLibvirt, media: string) {
  const clock = new ManualClock();
  const bus = new Bus<Topics>(() => {});
  const now = { policy: policyWith(media) };
  const runner = new OperationRunner({
    ...{ journal: new Journal(box.db), clock, log: silentLog },
    onChange: () => {},
  });
  let udev: Listener | undefined;
  const machine = new Proxy({} as Files, { get: (_, key: keyof Files) => box.files[key] });
  const common = {
    ...{ bus, clock, log: silentLog, db: box.db, runner, own: true, bootId: 'boot', machine },
    hypervisor: libvirt as unknown as Hypervisor,
    run: async () => ({ ok: true, stdout: '' }) as const,
    guestName: () => 'guest',
    readPolicy: () => now.policy,
    lineOf: () => undefined,
  };
  const drives = new DrivesSlice({
    ...{ ...common, template: 'drive.xml', files: { readText: async () => read(driveTemplate) } },
    lookAtFile: async (path) => notRead('missing', `${path} does not exist`),
    writeText: async (path, text) => box.drives.writePoll(path.split('/')[3] ?? '', text),
  });
  const slice = new MediaSlice({
    ...{ ...common, template: 'medium.xml', files: { readText: async () => read(template) } },
    freeze: { run: () => Promise.reject(new Error('there is no agent')) },
    follow: (_file, _args, listener) => {
      udev = listener;
      return { stop: async () => {} };
    },
    readBootDisks: async () => new Set(),
    onDrives: () => drives.look(),
  });
  runner.start();
  await slice.start();
  await drives.start();
  clock.advance(1000);

  const say = (line?: string): void => udev?.output(line === undefined ? undefined : Buffer.from(line));
  return {
    ...{ say, media: slice, drives },
    /** Goes on until nothing is asked of libvirt any more. */
    quiet: async () => {
      for (let still = 0, calls = -1; still < 12; still++) {
        clock.advance(100);
        await new Promise((resolve) => setImmediate(resolve));
        if (calls !== libvirt.calls) still = 0;
        calls = libvirt.calls;
      }
    },
    /** A technician's word; what is not possible now is not done. */
    tell: (action: 'attach' | 'detach', id: string): void => {
      const isDrive = drives.get().drives.some((row) => row.id === id);
      try {
        if (isDrive) drives.handlers[`drives.${action}`]({ body: { id } }, technician);
        else slice.handlers[`media.${action}`]({ body: { id } }, technician);
      } catch {}
    },
    change: (policy: string): void => {
      now.policy = policyWith(policy);
      bus.publish('config', {} as Topics['config']);
    },
    /** It ends in the middle of whatever it does. */
    kill: async () => {
      await Promise.all([slice.stop(), drives.stop(), runner.stop(0)]);
    },
  };
}
