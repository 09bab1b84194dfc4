import type { Problem } from '../../contract/index.ts';
import type { Files as AllFiles } from '../host/files.ts';
import { parsePolicy } from './parse-policy.ts';
import type { Policy } from './policy/policy.ts';

/** 64 KiB: many times what a policy with every key and long comments takes, and read in moments whatever is in it. */
export const policyLimitBytes = 64 * 1024;

export type Files = Pick<AllFiles, 'readText'>;
export type ReadPolicy = { ok: true; policy: Policy; text: string } | { ok: false; problems: Problem[] };

/** The policy in a file, or why there is none. */
export async function readPolicy(files: Files, file: string): Promise<ReadPolicy> {
  const reading = await files.readText(file, policyLimitBytes);
  if (!reading.ok) {
    const missing = reading.why === 'missing';
    return {
      ok: false,
      problems: [
        {
          code: missing ? 'config.missing' : 'config.unreadable',
          severity: 'error',
          message: missing ? 'There is no policy file' : `The policy file cannot be read: ${reading.message}`,
          hint: missing
            ? 'Put the policy there; it is read as soon as it is there'
            : 'It is a text file of at most 64 KiB',
          where: { file },
        },
      ],
    };
  }
  const parsed = parsePolicy(reading.value, file);
  return parsed.ok ? { ...parsed, text: reading.value } : parsed;
}
