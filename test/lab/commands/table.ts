import { guest, serial } from './attach.ts';
import type { Command } from './command.ts';
import { boot, cut, down, info, power, up } from './power.ts';
import { cable, disc, eject, key, nic, plug, screen, text, type, vt, yank } from './seats.ts';
import { push, sh } from './shell.ts';

/** Every command, in the order of the help page. */
export const commands: Record<string, Command> = {
  ...{ up, boot, down, cut, power, info },
  ...{ sh, push },
  ...{ serial, guest, screen, text, vt, type, key },
  ...{ plug, yank, disc, eject, nic, cable },
};

/** The help page. Pure. */
export function renderHelp(): string {
  const lines = Object.values(commands).flatMap(({ usage, summary }) => [`  ${usage}`, `      ${summary}`]);
  return [
    'Usage: npm run -s lab -- COMMAND [--dir DIR] [--json] …',
    '',
    'Plays with a virtual box. DIR holds the box: its disk, its sockets and lab.json, which says where they are;',
    'build/lab/box when not given.',
    '',
    ...lines,
    '',
    'Exit codes: 0 done, 1 failed, 2 wrong usage; `sh` ends with the exit code of its command.',
    '',
  ].join('\n');
}
