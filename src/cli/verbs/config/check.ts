import type { Verb } from '../../command/verb.ts';
import { EXIT } from '../../exit.ts';
import { renderProblems } from '../../output/problems.ts';
import { DEFAULT_POLICY } from '../../workbench.ts';

export const check: Verb = {
  path: ['config', 'check'],
  summary: 'Check a policy, without putting it in force',
  details: [
    `Checks ${DEFAULT_POLICY}, or another file; with --machine also what the policy makes of a recorded machine, the domain XML included. No backend is needed.`,
    'Problems are on stderr. Ends with 1 when there is an error among them; warnings alone are 0.',
  ],
  options: ['policy', 'machine'],
  examples: [
    'bezel config check',
    'bezel config check --policy appliance.yaml',
    'bezel config check --policy appliance.yaml --machine box.machine.json',
  ],
  usesBackend: false,
  run: async ({ out, options, loadWorkbench, toPath }) => {
    const { policy = DEFAULT_POLICY, machine } = options;
    const workbench = await loadWorkbench();
    const problems = await workbench.checkConfig({
      policyFile: toPath(policy),
      ...(machine === undefined ? {} : { machineFile: toPath(machine) }),
    });
    const usable = !problems.some(({ severity }) => severity === 'error');
    out.note(renderProblems(problems, ''));
    if (out.json) out.printJson({ usable, problems });
    else if (usable) out.print([`${policy}: usable`]);
    return usable ? EXIT.done : EXIT.failed;
  },
};
