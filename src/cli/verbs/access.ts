import type { Access } from '../../contract/index.ts';
import { renderAccess } from '../access-text.ts';
import type { Context, Verb } from '../command/verb.ts';
import { Interrupted, Refused } from '../exit.ts';
import type { Output } from '../output/output.ts';
import { hashPin } from '../pin-hash.ts';

const PIN_SOURCE =
  'The PIN is asked for, and not shown; where stdin is no terminal, its first line is taken.';

export const access: Verb[] = [
  {
    path: ['access', 'show'],
    summary: 'Show what this seat may do',
    details: ['The socket decides which seat this is; /run/bezel/admin.sock is the seat admin.'],
    examples: ['bezel access', 'bezel access show --socket /run/bezel/seats/tty1.sock'],
    isDefault: true,
    run: async ({ client, out, signal }) => show(out, await client.call('access.get', {}, { signal })),
  },
  {
    path: ['access', 'unlock'],
    summary: "Unlock this seat with the technician's PIN",
    details: [PIN_SOURCE],
    examples: ['bezel access unlock --socket /run/bezel/seats/tty1.sock'],
    run: async (context) => {
      const pin = await askPin(context, 'PIN: ');
      return show(
        context.out,
        await context.client.call('access.unlock', { body: { pin } }, { signal: context.signal }),
      );
    },
  },
  {
    path: ['access', 'lock'],
    summary: 'Lock this seat',
    examples: ['bezel access lock --socket /run/bezel/seats/tty1.sock'],
    run: async ({ client, out, signal }) => show(out, await client.call('access.lock', {}, { signal })),
  },
  {
    path: ['access', 'hash-pin'],
    summary: "Print a PIN's hash, for access.pinHash in the policy",
    details: [
      PIN_SOURCE,
      'A PIN has 4 to 64 characters. Works without the backend; two hashes of one PIN differ.',
    ],
    examples: ['bezel access hash-pin', 'echo 2468 | bezel access hash-pin --json'],
    usesBackend: false,
    run: async (context) => {
      const pin = await askPin(context, 'PIN: ');
      if ([...pin].length < 4 || [...pin].length > 64)
        throw new Refused('cli.bad-pin', 'the PIN has not 4 to 64 characters');
      if (/\p{Cc}/u.test(pin))
        throw new Refused('cli.bad-pin', 'the PIN has characters that cannot be printed');
      if (context.terminal.interactive && (await askPin(context, 'The same again: ')) !== pin) {
        throw new Refused('cli.bad-pin', 'the two PINs are not the same');
      }
      const pinHash = await hashPin(pin);
      if (context.out.json) context.out.printJson({ pinHash });
      else context.out.print([pinHash]);
      return undefined;
    },
  },
];

function show(out: Output, now: Access): undefined {
  if (out.json) out.printJson(now);
  else out.print(renderAccess(now));
}

async function askPin({ terminal }: Context, question: string): Promise<string> {
  const answer = await terminal.ask(question, true);
  if (answer === undefined && terminal.interactive) throw new Interrupted();
  if (answer === undefined || answer === '') throw new Refused('cli.bad-pin', 'no PIN was given');
  return answer;
}
