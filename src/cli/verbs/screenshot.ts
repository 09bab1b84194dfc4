import { screenTextLines } from '../../client/screen-text.ts';
import { carryOut } from '../carry-out.ts';
import { usage } from '../command/command-line.ts';
import { parseCount } from '../command/parse-count.ts';
import type { Context, Verb } from '../command/verb.ts';
import { type ExitCode, Refused } from '../exit.ts';
import { findDisk, toPartition } from '../find-medium.ts';
import { printThumbnail } from '../picture/thumbnail.ts';

const MOST_COLUMNS = 400;

export const screenshot: Verb = {
  path: ['guest', 'screenshot'],
  summary: "Write a picture of the guest's display to standard output, or to a USB disk",
  options: ['save', 'partition', 'no-wait', 'text', 'thumbnail', 'columns', 'sixel'],
  details: [
    'With --save it is written to a USB disk, as screenshot-DATE-TIME.png with the time in UTC, and says so. ID is that of bezel media. The guest is asked to let go of the disk, which it has again afterwards; one that is lent to write to it stays lent. Ctrl-C ends the waiting, not the operation.',

    'With --text it prints what the display says instead, where that is text in the font of a PC. What is not exactly a character is shown as ?.',

    'With --thumbnail it draws the display on this terminal: in sixels where the terminal answers that it has them, else in half blocks, in as many colours as TERM and COLORTERM say, else in shades of characters. With --sixel in sixels, whatever it answers.',

    'PNG, or a portable pixmap where QEMU makes no other. With --json it is in base64, with its format and time; a thumbnail with its size, as red, green and blue.',
  ],
  examples: [
    'bezel guest screenshot > guest.png',
    'bezel guest screenshot --save 1-2',
    'bezel guest screenshot --text',
    'bezel guest screenshot --thumbnail --columns 60',
    'bezel guest screenshot --sixel > guest.six',
    "bezel guest screenshot --json | jq -r '.mime'",
  ],
  run: async (context) => {
    const { save, text, thumbnail, sixel, columns, partition, 'no-wait': noWait } = context.options;
    const isThumbnail = thumbnail === true || sixel === true;
    if (save !== undefined && (text === true || isThumbnail))
      throw usage(screenshot, '--save goes without --text, --thumbnail and --sixel');
    if (save === undefined && (partition !== undefined || noWait === true))
      throw usage(screenshot, '--partition and --no-wait go with --save');
    if (text === true && isThumbnail) throw usage(screenshot, '--text goes without --thumbnail and --sixel');
    if (columns !== undefined && !isThumbnail) throw usage(screenshot, '--columns goes with --thumbnail');
    if (save !== undefined) return await saveOn(context, save, toPartition(screenshot, partition));
    if (isThumbnail)
      await printThumbnail(
        context,
        columns === undefined
          ? Math.min(MOST_COLUMNS, context.out.columns)
          : parseCount(screenshot, '--columns', columns, MOST_COLUMNS),
      );
    else if (text === true) await printText(context);
    else await writePicture(context);
    return undefined;
  },
};

async function saveOn(context: Context, id: string, partition: { partition?: number }): Promise<ExitCode> {
  const { client, signal } = context;
  const { id: medium } = await findDisk(client, id, 'A picture is saved on a USB disk', signal);
  const body = { medium, ...partition };
  const accepted = await client.call('guest.screenshot-save', { body }, { signal });
  return carryOut(context, accepted, { tellsEnd: true });
}

async function printText({ client, out, signal }: Context): Promise<void> {
  const read = await client.call('guest.screen-text', {}, { signal });
  if (out.json) out.printJson(read);
  else out.print(screenTextLines(read));
}

async function writePicture({ client, out, signal }: Context): Promise<void> {
  if (out.toTerminal && !out.json)
    throw new Refused(
      'cli.is-terminal',
      'a picture is nothing for a terminal',
      'write it to a file: bezel guest screenshot > guest.png; or draw it: --thumbnail',
    );
  const taken = await client.call('guest.screenshot', {}, { signal });
  if (out.json) out.printJson(taken);
  else out.printBytes(Buffer.from(taken.base64, 'base64'));
}
