export interface Arguments {
  seat: string;
  socketPath: string;
}

export type Parsed = { run: Arguments } | { print: string } | { wrong: string };

export const usage = `Usage: bezel-console --seat SEAT [--socket PATH]

The technician's console of a Bezel box, on this terminal.

  --seat SEAT     the seat that this terminal is: tty1, ttyS0
  --socket PATH   the API socket; /run/bezel/seats/SEAT.sock unless given
  --version       show the version
  --help          show this text

TERM says what the terminal can do. Control-L draws the screen again.`;

/** What the command line asks for. `wrong` says what is wrong with it. */
export function parseArguments(argv: readonly string[], version: string): Parsed {
  const values = new Map<string, string>();
  const rest = argv.flatMap((argument) => {
    const joined = /^(--[a-z]+)=(.*)$/s.exec(argument);
    return joined === null ? [argument] : [joined[1] ?? '', joined[2] ?? ''];
  });
  while (rest.length > 0) {
    const option = rest.shift() ?? '';
    if (option === '--help' || option === '-h') return { print: usage };
    if (option === '--version') return { print: `bezel-console ${version}` };
    if (option !== '--seat' && option !== '--socket') return { wrong: `${option} is not an option` };
    const value = rest.shift();
    if (value === undefined || value === '') return { wrong: `${option} needs a value` };
    values.set(option, value);
  }
  const seat = values.get('--seat');
  if (seat === undefined) return { wrong: '--seat is missing' };
  if (!/^[A-Za-z0-9][A-Za-z0-9_.-]{0,31}$/.test(seat))
    return { wrong: '--seat is not the name of a terminal' };
  return { run: { seat, socketPath: values.get('--socket') ?? `/run/bezel/seats/${seat}.sock` } };
}
