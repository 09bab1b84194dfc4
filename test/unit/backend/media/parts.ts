import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parsePolicy } from '../../../../src/backend/config/parse-policy.ts';
import type { PolicyInForce } from '../../../../src/backend/config/policy/policy.ts';
import { openStore } from '../../../../src/backend/engine/store.ts';
import { Decisions } from '../../../../src/backend/media/decisions.ts';
import { findSource } from '../../../../src/backend/media/find-source.ts';
import { GuestMedia } from '../../../../src/backend/media/guest-media.ts';
import { KeptReadings } from '../../../../src/backend/media/kept-readings.ts';
import { toAlias } from '../../../../src/backend/media/parse-alias.ts';
import { planWish } from '../../../../src/backend/media/plan-wish.ts';
import { type DiskMake, readUsbDisk, readUsbDisks } from '../../../../src/backend/media/read-usb-disks.ts';
import { renderMedium } from '../../../../src/backend/media/render-medium.ts';
import { ManualClock } from '../../client/manual-clock.ts';
import { silentLog } from '../silent-log.ts';
import type { FakeGuest } from './fake-guest.ts';
import type { UsbBox } from './usb-box.ts';

export const template = readFileSync(join(import.meta.dirname, '../../../../templates/medium.xml'), 'utf8');

export const memoryStore = () => openStore({ file: ':memory:', setAside: (file) => file }).db;

/** A policy with this in its `media`. */
export function policyWith(media = '{}', guest = ''): PolicyInForce {
  const text = `version: 1\nguest: {disks: [{target: vda, source: /dev/null, serial: system}]${guest}}\nmedia: ${media}\n`;
  const parsed = parsePolicy(text, 'f');
  if (!parsed.ok) throw new Error(parsed.problems[0]?.message);
  return parsed.policy;
}

/** What keeps the guest's disks as the box's are, as the slice puts it together, without its events. */
export function follow(box: UsbBox, guest: FakeGuest, policy = policyWith(), db = memoryStore()) {
  const decisions = new Decisions(db, 'boot');
  const clock = new ManualClock();
  const ofBox = { boot: new Set<string>(), guest: [] };
  const kept = new KeptReadings<DiskMake>();
  const media = new GuestMedia({
    ...{ clock, log: silentLog, hypervisor: guest, name: () => 'guest' },
    scan: () => readUsbDisks(box.files, ofBox, kept),
    scanDisk: (name) => readUsbDisk(box.files, ofBox, name),
    forget: () => kept.forget(),
    isWanted: (disk) => {
      if (disk.kind !== 'disk') return false;
      const decision = decisions.of(toAlias(disk) ?? '');
      return (
        planWish(disk, { own: true, policy: policy.media, decision, lineOf: () => undefined }).kind === 'give'
      );
    },
    bus: () => policy.media.bus,
    render: async (step) => {
      if (!('disk' in step)) return '';
      const source = await findSource(box.files, step.disk);
      return renderMedium(template, { ...step, taken: [], source });
    },
    onScan: (disks) => decisions.keep(new Set(disks.flatMap((disk) => toAlias(disk) ?? []))),
    onChange: () => {},
  });
  media.start();
  return { media, decisions, clock, kept };
}
