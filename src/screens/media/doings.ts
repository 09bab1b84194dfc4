import { selectDriveAction, selectMediaAction } from '../../client/media/selectors.ts';
import { fileWords, isDrive, type MediaRow, titleWords } from '../../client/media/words.ts';
import type { State } from '../../client/store.ts';
import type { Availability, Drive, Medium } from '../../contract/index.ts';
import type { Doing } from '../desk/desk.ts';

/** Whether a disk or a drive can be given or taken back now. */
export const selectAction = (state: State, row: MediaRow, action: 'attach' | 'detach'): Availability =>
  isDrive(row) ? selectDriveAction(state, row.id, action) : selectMediaAction(state, row.id, action);

export const giving = (medium: MediaRow): Doing => ({
  title: `Give ${titleWords(medium)} to the guest?`,
  consequence: 'The guest has it, with whatever is on it, until it is pulled out or taken back.',
  yes: 'Give',
  possible: (state) => selectAction(state, medium, 'attach').allowed,
  run: (client) =>
    client.call(isDrive(medium) ? 'drives.attach' : 'media.attach', { body: { id: medium.id } }),
});

export const takingBack = (medium: MediaRow): Doing => ({
  title: `Take ${titleWords(medium)} back?`,
  consequence:
    'The guest is asked to let go of it. What it has not written is lost: unmount it there first. The guest gets it again when it is plugged in anew, or given.',
  yes: 'Take back',
  possible: (state) => selectAction(state, medium, 'detach').allowed,
  run: (client) =>
    client.call(isDrive(medium) ? 'drives.detach' : 'media.detach', { body: { id: medium.id } }),
});

export const removing = (medium: Medium): Doing => ({
  title: `Remove ${titleWords(medium)} safely?`,
  consequence:
    'The guest is asked to write everything to it, and then to let go of it. Programs there that use it see it go. The screen says when it may be unplugged.',
  yes: 'Remove',
  possible: (state) => selectMediaAction(state, medium.id, 'remove').allowed,
  run: (client) => client.call('media.remove', { body: { id: medium.id } }),
});

const isImage = ({ image }: Drive): boolean => image !== undefined;

/** By force where the drive has refused. */
export function ejecting(drive: Drive): Doing {
  const force = drive.actions['force-eject'].allowed;
  return {
    title: `${force ? 'Force' : 'Eject'} ${titleWords(drive)}?`,
    consequence: isImage(drive)
      ? `The guest is ${force ? 'not asked: what it reads of the image fails' : 'asked to let go of the image'}. Then it has what is in the box's drive.`
      : force
        ? 'The tray opens though the guest has not let go of the disc: what it reads there fails, and what it writes there is lost.'
        : 'The tray opens where the guest lets go of the disc.',
    yes: force ? 'Force' : 'Eject',
    possible: (state) => selectDriveAction(state, drive.id, force ? 'force-eject' : 'eject').allowed,
    run: (client) => client.call('drives.eject', { body: { id: drive.id, force } }),
  };
}

/** Read-only: what is to be written there, the box lends by itself. */
export const lending = (medium: Medium): Doing => ({
  title: `Lend ${titleWords(medium)} to the host?`,
  consequence:
    'The guest is asked to write everything to it, and then to let go of it. The host mounts it to read it. The guest is without it until it is returned.',
  yes: 'Lend',
  possible: (state) => selectMediaAction(state, medium.id, 'lend').allowed,
  run: (client) => client.call('media.lend', { body: { id: medium.id } }),
});

export const returning = (medium: Medium): Doing => ({
  title: `Return ${titleWords(medium)}?`,
  consequence: 'The host unmounts it. Whose it was has it again.',
  yes: 'Return',
  possible: (state) => selectMediaAction(state, medium.id, 'return').allowed,
  run: (client) => client.call('media.return', { body: { id: medium.id } }),
});

export const inserting = (drive: Drive, file: string): Doing => ({
  title: `Insert ${fileWords(file)}?`,
  consequence: `The guest has it as the disc in its drive, in place of the one in ${titleWords(drive)}, until it is ejected here. The disk that it is on can't be returned meanwhile.`,
  yes: 'Insert',
  possible: (state) => selectDriveAction(state, drive.id, 'insert').allowed,
  run: (client) => client.call('drives.insert', { body: { id: drive.id, file } }),
});
