import { readPolicy } from '../backend/config/read-policy.ts';
import type { Problem } from '../contract/index.ts';
import type { Desk } from './desk.ts';
import { renderConfig } from './render-config.ts';

/** What is wrong with a policy: with the file itself, or, for a recorded machine, with the guest that it makes there. */
export async function checkConfig(
  desk: Desk,
  { policyFile, machineFile }: { policyFile: string; machineFile?: string },
): Promise<Problem[]> {
  if (machineFile !== undefined) return (await renderConfig(desk, { policyFile, machineFile })).problems;
  const policy = await readPolicy(desk.files, policyFile);
  return policy.ok ? [] : policy.problems;
}
