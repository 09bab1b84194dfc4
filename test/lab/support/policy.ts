import type { Box } from '../driver/box.ts';

/** Where the box has its policy. */
export const policyFile = '/etc/bezel/appliance.yaml';

/** Edits the box's policy by a script of sed, and has it read. */
export async function changePolicy(box: Box, edit: string): Promise<void> {
  await box.shell.run(`sed -i '${edit}' ${policyFile} && bezel config reload`);
}
