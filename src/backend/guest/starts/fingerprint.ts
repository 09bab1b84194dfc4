import { createHash } from 'node:crypto';

/** SHA-256 of some texts, hexadecimal: whether what is to be started, or accepted, is still the same. */
export function fingerprint(...texts: string[]): string {
  return createHash('sha256').update(JSON.stringify(texts)).digest('hex');
}
