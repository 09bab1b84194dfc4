import type { Context } from './command/verb.ts';
import { Interrupted, Refused } from './exit.ts';

/**
 * Makes sure that a loss is wanted: by `--yes`, or by asking. Throws `Refused` when the answer is no, and where nobody can be asked.
 * `consequence` is a sentence that begins small.
 */
export async function confirm({ options, terminal }: Context, consequence: string): Promise<void> {
  if (options.yes === true) return;
  if (!terminal.interactive) {
    throw new Refused(
      'cli.not-confirmed',
      `not confirmed, so nothing was done: ${consequence}`,
      'add --yes when that is what you want',
    );
  }
  const answer = await terminal.ask(
    `${consequence.charAt(0).toUpperCase()}${consequence.slice(1)}.\nGo on? [y/N] `,
  );
  if (answer === undefined) throw new Interrupted();
  if (!/^y(es)?$/i.test(answer.trim())) throw new Refused('cli.declined', 'nothing was done');
}
