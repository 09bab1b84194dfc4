import type { Verb } from '../command/verb.ts';
import { Refused } from '../exit.ts';

export const recordMachine: Verb = {
  path: ['record-machine'],
  summary: 'Record this machine in one file, for any desk',
  details: [
    'The file is for bezel config render --machine and for tests. It holds what the inventory reads and nothing else.',
    'Serial numbers, hardware addresses, UUIDs, asset tags and the hostname are replaced by others of the same form, the same ones everywhere, and nobody can find out the real ones. Models, versions, mount points and OEM strings stay: look through it before you pass it on.',
    'Reads by itself, without the backend; only root may read everything.',
  ],
  args: [{ name: 'OUT', required: true }],
  options: ['root', 'keep-serials'],
  examples: ['bezel record-machine box.machine.json', 'bezel record-machine lab.machine.json --keep-serials'],
  usesBackend: false,
  run: async ({ out, args, options, loadWorkbench, toPath }) => {
    const workbench = await loadWorkbench();
    const keepSerials = options['keep-serials'] === true;
    const request = { out: toPath(args[0] ?? ''), root: toPath(options.root ?? '/'), keepSerials };
    const answer = await workbench.recordMachine(request).catch((error: Error) => {
      throw new Refused('cli.not-written', `the recording cannot be written: ${error.message}`);
    });
    if (out.json) out.printJson(answer);
    else {
      const serials = keepSerials ? 'serial numbers are in it' : 'serial numbers are replaced';
      out.print([`${answer.file}: ${answer.paths} paths, ${answer.commands} commands; ${serials}`]);
    }
    return undefined;
  },
};
