import { renderBashCompletion } from '../command/completion.ts';
import type { Verb } from '../command/verb.ts';

/** The verb that prints the completion of `verbs`, itself included. */
export const createCompletion = (verbs: readonly Verb[]): Verb => {
  const completion: Verb = {
    path: ['completion'],
    summary: 'Print the completion script for bash',
    examples: ['source <(bezel completion)'],
    usesBackend: false,
    run: async ({ out }) => {
      const script = renderBashCompletion([...verbs, completion]);
      if (out.json) out.printJson({ bash: script });
      else out.print(script.trimEnd().split('\n'));
      return undefined;
    },
  };
  return completion;
};
