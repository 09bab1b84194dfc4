import type { Operation } from '../contract/index.ts';
import { type AwaitOptions, awaitOperation } from './await-operation.ts';
import type { Context } from './command/verb.ts';
import { EXIT, type ExitCode } from './exit.ts';
import { endLine, progressLine } from './operation-text.ts';

/**
 * Shows an operation until it has ended, or only that it was accepted with `--no-wait`. The exit code is that of its end. `tellsEnd`: what it said
 * last is worth knowing afterwards.
 */
export async function carryOut(
  context: Context,
  accepted: Operation,
  { tellsEnd = false, ...waiting }: Pick<AwaitOptions, 'patienceMs'> & { tellsEnd?: boolean } = {},
): Promise<ExitCode> {
  const { client, out, options, signal } = context;
  if (options['no-wait'] === true) {
    if (out.json) out.printJson(accepted);
    else out.print([`${accepted.kind}: accepted as operation ${accepted.id}`]);
    return EXIT.done;
  }
  let ended: Operation;
  try {
    ended = await awaitOperation(accepted, {
      ...waiting,
      client,
      signal,
      onChange: (o) => out.progress(progressLine(o)),
    });
  } catch (error) {
    out.note([
      `bezel: no longer waiting; ${accepted.kind} goes on as operation ${accepted.id}`,
      `hint: bezel operations show ${accepted.id}, or cancel it: bezel operations cancel ${accepted.id}`,
    ]);
    throw error;
  }
  out.progress(undefined);
  if (out.json) out.printJson(ended);
  if (ended.state === 'done') {
    if (!out.json) out.print([endLine(ended), ...(tellsEnd ? [ended.progress.message] : [])]);
    return EXIT.done;
  }
  const hint =
    ended.error?.hint ??
    (ended.state === 'interrupted' ? 'look at what came of it: bezel status' : undefined);
  out.note([['bezel: ', ...[endLine(ended)].flat()], ...(hint === undefined ? [] : [`hint: ${hint}`])]);
  return EXIT.failed;
}
