import { selectFileTakers } from '../../client/media/file-takers.ts';
import { titleWords } from '../../client/media/words.ts';
import type { Medium } from '../../contract/index.ts';
import type { Doing } from '../desk/desk.ts';

/** Of what the display shows when the answer is given. */
export const saving = (disk: Medium): Doing => ({
  title: `Save a picture of the display on ${titleWords(disk)}?`,
  consequence:
    disk.lent === undefined
      ? `The picture is taken at once. ${disk.holder === 'guest' ? 'Then the guest is asked to let go of the disk: programs there that use it see it go. It has it again when' : 'The disk is whose it is now again when'} the picture is on it.`
      : 'The picture is taken at once, and written to the disk, which the host has borrowed.',
  yes: 'Save',
  possible: (state) => selectFileTakers(state).takers.some(({ id }) => id === disk.id),
  run: (client) => client.call('guest.screenshot-save', { body: { medium: disk.id } }),
});
