import type { MachineRecord } from '../../../src/backend/host/record/model.ts';

/** A machine's paths, as a recorded machine has them. */
export type MachineFiles = MachineRecord['files'];

export const binary = (bytes: Uint8Array): { base64: string } => ({
  base64: Buffer.from(bytes).toString('base64'),
});
export const linkTo = (link: string): { link: string } => ({ link });
/** `EINVAL` is what a driver says that has no answer now, `EIO` what a device that fails does. */
export const unreadable = (error: string): { error: string } => ({ error });
export const emptyFolder: { folder: string[] } = { folder: [] };
export const exists: { exists: true } = { exists: true };
