import { usage } from '../command/command-line.ts';
import { parseCount } from '../command/parse-count.ts';
import type { Verb } from '../command/verb.ts';
import { attach } from '../console/attach.ts';
import { EXIT, Refused } from '../exit.ts';

const MOST_LINES = 1000;

export const guestConsole: Verb = {
  path: ['guest', 'console'],
  summary: "Open the guest's serial console on this terminal",
  details: [
    'What is typed goes to the guest, Ctrl-C too. Ctrl-] leaves, unless the policy names another key; pressed twice, the guest gets it.',
    'The guest takes the terminal for one of 80 columns and 24 rows. What would change this terminal beyond the screen does not pass.',
    'Where a seat has the console it asks whether to take it over, with --yes it does so; the seat is told.',
    'With --log it prints what the guest said last, over its restarts, in lines: the last 50, or as many as --lines says, up to 1000.',
  ],
  options: ['log', 'lines', 'yes'],
  examples: ['bezel guest console', 'bezel guest console --log -n 200'],
  run: async (context) => {
    const { client, out, terminal, options, signal } = context;
    if (options.log === true) {
      const limit = parseCount(guestConsole, '--lines', options.lines ?? '50', MOST_LINES);
      const said = await client.call('guest.console-log', { query: { limit } }, { signal });
      if (out.json) out.printJson(said);
      else out.print(said.lines);
      return EXIT.done;
    }
    if (options.lines !== undefined || options.json === true)
      throw usage(guestConsole, '--lines and --json go with --log');
    if (terminal.raw === undefined)
      throw new Refused(
        'cli.no-terminal',
        "the guest's console needs a terminal, and this is none",
        'bezel guest console --log prints what the guest said last',
      );
    return attach(context, terminal.raw);
  },
};
