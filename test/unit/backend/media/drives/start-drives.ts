import { expect, onTestFinished, vi } from 'vitest';
import { Bus } from '../../../../../src/backend/engine/bus.ts';
import { Journal } from '../../../../../src/backend/engine/journal.ts';
import { OperationRunner } from '../../../../../src/backend/engine/runner.ts';
import type { Topics } from '../../../../../src/backend/engine/topics.ts';
import type { CommandResult } from '../../../../../src/backend/host/commands.ts';
import type { Hypervisor } from '../../../../../src/backend/host/hypervisor.ts';
import { notRead, read } from '../../../../../src/backend/host/reading.ts';
import { DrivesSlice } from '../../../../../src/backend/media/drives/slice.ts';
import {
  type Drives,
  type Operation,
  operationEnded,
  drives as schema,
} from '../../../../../src/contract/index.ts';
import { ManualClock } from '../../../client/manual-clock.ts';
import { silentLog } from '../../silent-log.ts';
import { memoryStore, policyWith } from '../parts.ts';
import { DriveBox, type DriveParts } from './drive-box.ts';
import { FakeDomain } from './fake-domain.ts';
import { driveTemplate } from './parts.ts';

export const technician = { seat: 'tty1', role: 'technician' } as const;
export const refused: CommandResult = { ok: false, why: 'failed', message: 'not ready', status: 2 };
export const done: CommandResult = { ok: true, stdout: '' };

/** The slice of drives on a box and a guest in memory. */
export async function startDrives({
  media = '{}',
  parts = {} as DriveParts,
  box = new DriveBox(),
  domain = new FakeDomain(),
  db = memoryStore(),
} = {}) {
  if ((await box.files.listNames('/sys/block')).ok && box.pollOf('sr0') === undefined) box.plug('sr0', parts);
  const clock = new ManualClock();
  const bus = new Bus<Topics>(() => {});
  const told: Drives[] = [];
  bus.on('drives', (drives) => void told.push(drives));
  const operations: Operation[] = [];
  const runner = new OperationRunner({
    journal: new Journal(db),
    ...{ clock, log: silentLog },
    onChange: (operation) => void operations.push(operation),
  });
  const commands: string[] = [];
  const now = { policy: policyWith(media), eject: done };
  const slice = new DrivesSlice({
    ...{ bus, clock, log: silentLog, db, runner, own: true, bootId: 'boot', template: 'drive.xml' },
    hypervisor: domain as unknown as Hypervisor,
    run: async (file, args) => {
      commands.push([file, ...args].join(' '));
      if (args.includes('losetup')) return box.losetup(args, () => domain.xml);
      return file === 'sg_start' ? now.eject : done;
    },
    writeText: async (path, text) => box.writePoll(path.split('/')[3] ?? '', text),
    machine: new Proxy(box.files, { get: (_, key: keyof typeof box.files) => box.files[key] }),
    files: { readText: async () => read(driveTemplate) },
    lookAtFile: async (path) => {
      const sizeBytes = box.disk.get(path);
      return sizeBytes === undefined
        ? notRead('missing', 'there is none')
        : read({ kind: 'file', sizeBytes });
    },
    guestName: () => 'guest',
    readPolicy: () => now.policy,
    lineOf: () => undefined,
  });
  runner.start();
  await slice.start();
  onTestFinished(async () => {
    await slice.stop();
    await runner.stop(1000);
  });
  const row = (id = 'ata3:0') => schema.parse(slice.get()).drives.find((each) => each.id === id);
  const shows = (wanted: object, id?: string) => vi.waitFor(() => expect(row(id)).toMatchObject(wanted));
  const ended = ({ id }: Operation) =>
    vi.waitFor(() => {
      const end = operations.findLast((each) => each.id === id && operationEnded(each));
      expect(end).toBeDefined();
      return end as Operation;
    });
  const eject = async (force = false) =>
    ended(await slice.handlers['drives.eject']({ body: { id: 'ata3:0', force } }, technician));
  return { box, domain, clock, slice, told, commands, shows, row, ended, eject, bus, now, db };
}
