import type { ConfigChanges } from '../../contract/index.ts';

/** What of the starts nobody should overlook, in capitals; `undefined` when there is nothing. */
export function configNotice({ held, choice, lastStart }: ConfigChanges): string | undefined {
  if (held) return 'CHANGES WAIT TO BE ACCEPTED';
  if (choice === 'last-good') return 'THE LAST GOOD CONFIGURATION IS IN FORCE';
  return lastStart?.origin === 'last-good' ? 'FELL BACK TO THE LAST GOOD CONFIGURATION' : undefined;
}
