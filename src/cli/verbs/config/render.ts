import { plainLines } from '../../../contract/text.ts';
import type { Context, Verb } from '../../command/verb.ts';
import { EXIT, type ExitCode, UsageError } from '../../exit.ts';
import { renderProblems } from '../../output/problems.ts';
import { DEFAULT_POLICY } from '../../workbench.ts';

export const render: Verb = {
  path: ['config', 'render'],
  summary: "Print the guest's domain XML, also of another machine",
  details: [
    'Without --machine the backend renders it, for this box and the policy in force.',
    'With --machine neither a backend nor libvirt is needed: it is what a box like the recorded one would give its guest. The disks of the policy are taken to be there.',
    'Problems are on stderr. Ends with 1 when there is no XML.',
  ],
  options: ['machine', 'policy', 'template'],
  examples: [
    'bezel config render',
    'bezel config render --machine box.machine.json --policy appliance.yaml',
    'bezel config render --machine box.machine.json --json | jq .spec',
  ],
  run: (context) => (context.options.machine === undefined ? askBackend(context) : renderHere(context)),
};

async function askBackend({ client, out, options, signal }: Context): Promise<ExitCode> {
  for (const name of ['policy', 'template'] as const) {
    if (options[name] !== undefined)
      throw new UsageError(`--${name} needs --machine`, 'the backend renders with the policy in force');
  }
  const answer = await client.call('guest.xml', { query: { source: 'rendered' } }, { signal });
  if (out.json) out.printJson(answer);
  else out.print(toLines(answer.xml));
  return EXIT.done;
}

async function renderHere({ out, options, loadWorkbench, toPath }: Context): Promise<ExitCode> {
  const { machine = '', policy = DEFAULT_POLICY, template } = options;
  const workbench = await loadWorkbench();
  const answer = await workbench.renderConfig({
    machineFile: toPath(machine),
    policyFile: toPath(policy),
    ...(template === undefined ? {} : { templateFile: toPath(template) }),
  });
  out.note(renderProblems(answer.problems, ''));
  if (out.json) out.printJson(answer);
  else if (answer.xml !== undefined) out.print(toLines(answer.xml));
  return answer.xml === undefined ? EXIT.failed : EXIT.done;
}

const toLines = (xml: string): string[] => plainLines(xml.replace(/\n+$/, ''));
