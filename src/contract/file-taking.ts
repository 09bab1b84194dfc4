import type { Availability } from './guest.ts';
import type { Medium } from './media.ts';

/** Whether the box can write a file of its own to what is plugged in: to a disk that it may borrow, or has borrowed to write to it. */
export function toFileTaking({ kind, readOnly, lent, actions }: Medium): Availability {
  if (kind !== 'disk') return { allowed: false, reason: 'Only a disk takes a file' };
  if (readOnly) return { allowed: false, reason: 'It is write-protected' };
  if (lent === undefined) return actions.lend;
  if (!lent.readOnly) return { allowed: true };
  return { allowed: false, reason: 'The host has borrowed it to read only: return it first' };
}
