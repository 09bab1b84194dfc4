import { screenTextLines } from '../../client/screen-text.ts';
import type { Verb } from '../command/verb.ts';
import { Refused } from '../exit.ts';

export const screenshot: Verb = {
  path: ['guest', 'screenshot'],
  summary: "Write a picture of the guest's display to standard output",
  options: ['text'],
  details: [
    'With --text it prints what the display says instead, where that is text in the font of a PC. What is not exactly a character is shown as ?.',

    'PNG, or a portable pixmap where QEMU makes no other. With --json it is in base64, with its format and time.',
  ],
  examples: [
    'bezel guest screenshot > guest.png',
    'bezel guest screenshot --text',
    "bezel guest screenshot --json | jq -r '.mime'",
  ],
  run: async ({ client, out, options, signal }) => {
    if (options.text === true) {
      const read = await client.call('guest.screen-text', {}, { signal });
      if (out.json) out.printJson(read);
      else out.print(screenTextLines(read));
      return undefined;
    }
    if (out.toTerminal && !out.json)
      throw new Refused(
        'cli.is-terminal',
        'a picture is nothing for a terminal',
        'write it to a file: bezel guest screenshot > guest.png',
      );
    const taken = await client.call('guest.screenshot', {}, { signal });
    if (out.json) out.printJson(taken);
    else out.printBytes(Buffer.from(taken.base64, 'base64'));
    return undefined;
  },
};
