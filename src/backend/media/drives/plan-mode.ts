import type { DriveMode } from '../../../contract/index.ts';
import type { MediaPolicy } from '../../config/policy/policy.ts';
import type { BoxDrive } from './model.ts';

/** What of a drive the guest is to have: by the first of the policy's exceptions that fits it, or by what is for all. */
export const planMode = (
  { mode, modes }: MediaPolicy['drives'],
  drive: Pick<BoxDrive, 'port' | 'model'>,
): DriveMode =>
  modes.find(
    ({ port, model }) =>
      (port === undefined || port === drive.port) && (model === undefined || model === drive.model),
  )?.mode ?? mode;
