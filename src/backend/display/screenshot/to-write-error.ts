import { plainText } from '../../../contract/index.ts';
import { OperatorError } from '../../engine/operator-error.ts';

const another = 'It may have been pulled out, or be broken: try another one';

/** What keeps a picture from being written, for people; anything but an error of the file system stays what it is. */
export function toWriteError(error: unknown, disk: string): unknown {
  if (!(error instanceof Error) || !('code' in error) || error instanceof OperatorError) return error;
  const { code, message } = error;
  const fail = (name: string, what: string, hint: string) =>
    new OperatorError(name, what, { hint, cause: error });
  if (code === 'ENOSPC')
    return fail('media.full', `There is no room for the picture on ${disk}`, 'Remove something there');
  if (code === 'EROFS')
    return fail('media.read-only', `${disk} can only be read: its file system may be damaged`, another);
  if (code === 'EEXIST')
    return fail('media.not-written', `${disk} has pictures of this second already`, 'Try again');
  return fail('media.not-written', `${disk} cannot be written to: ${plainText(message)}`, another);
}
