import { CallAborted, CallTimeout, ConnectionLost, LibvirtError } from 'libvirt';
import { plainText } from '../../contract/index.ts';
import { OperatorError } from '../engine/operator-error.ts';

/** What libvirt's client threw as an error that the operator can act on; anything else stays as it is. */
export function toHypervisorError(error: unknown): unknown {
  if (error instanceof LibvirtError) {
    return new OperatorError('libvirt.refused', `libvirt refuses: ${plainText(error.message)}`, {
      cause: error,
      ...(error.hint === undefined ? {} : { hint: toSentence(error.hint) }),
    });
  }
  if (error instanceof CallTimeout) {
    return new OperatorError('libvirt.timeout', 'libvirt does not answer in time', {
      cause: error,
      status: 503,
      hint: 'It may still do what was asked; look at the state before trying again',
    });
  }
  if (error instanceof ConnectionLost || error instanceof CallAborted) {
    return new OperatorError('libvirt.unreachable', 'libvirt does not answer', {
      cause: error,
      status: 503,
      hint: 'The connection is made again by itself; then look at the state and try again',
    });
  }
  return error;
}

const toSentence = (text: string): string => plainText(text.charAt(0).toUpperCase() + text.slice(1));
