import { OperatorError } from '../../engine/operator-error.ts';
import type { RunCommand } from '../../host/commands.ts';
import type { BoxDrive } from './model.ts';

/** sg3_utils(8): the drive tells of something that has happened first, and has not done what it was told. */
const unitAttention = 6;
const ejectMs = 30_000;

/**
 * Has a drive open its tray. A drive whose tray is locked, by whoever, refuses; with `force` it is unlocked first.
 * @throws OperatorError `drive.locked` where it refuses, `drive.eject` where it can't be asked
 */
export async function runEject(
  run: RunCommand,
  { generic }: Pick<BoxDrive, 'generic'>,
  { force }: { force: boolean },
): Promise<void> {
  if (generic === undefined)
    throw new OperatorError('drive.eject', 'The kernel has no node for commands to the drive');
  const node = `/dev/${generic}`;
  if (force) await tell(run, 'sg_prevent', ['--allow', node]);
  await tell(run, 'sg_start', ['--eject', node]);
}

async function tell(run: RunCommand, file: string, args: readonly string[]): Promise<void> {
  const first = await run(file, args, { timeoutMs: ejectMs });
  const result =
    !first.ok && first.status === unitAttention ? await run(file, args, { timeoutMs: ejectMs }) : first;
  if (result.ok) return;
  if (result.why === 'failed')
    throw new OperatorError('drive.locked', 'The drive refuses: its tray is locked, or it is busy');
  throw new OperatorError('drive.eject', `The drive cannot be told to open its tray: ${result.message}`);
}
