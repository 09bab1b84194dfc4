import type { Files } from '../backend/host/files.ts';
import { read } from '../backend/host/reading.ts';

/** What the workbench has at hand. */
export interface Desk {
  files: Files;
  /** The template that ships. */
  template: string;
}

/** The guest's UUID where the recorded machine has none of its own; a box then takes one at random, once. */
export const deskUuid = '00000000-0000-4000-8000-000000000000';

/** Where a box keeps what the guest says on its serial port. */
export const deskSerialLog = '/var/log/libvirt/qemu/guest-serial.log';

/** The desk's files, and the disks of the policy as if they were there: they are made on the box. */
export const withDisks = (files: Files): Files => ({ ...files, readRealPath: async (path) => read(path) });
