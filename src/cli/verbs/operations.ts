import type { Verb } from '../command/verb.ts';
import { operationFields, operationsTable } from '../operation-text.ts';

const ID = [{ name: 'ID', required: true }] as const;

export const operations: Verb[] = [
  {
    path: ['operations', 'list'],
    summary: 'List the latest operations, newest first',
    examples: ['bezel operations', "bezel operations --json | jq -r '.operations[0].state'"],
    isDefault: true,
    run: async ({ client, out, signal }) => {
      const answer = await client.call('operations.list', {}, { signal });
      if (out.json) out.printJson(answer);
      else out.print(operationsTable(answer.operations));
      return undefined;
    },
  },
  {
    path: ['operations', 'show'],
    summary: 'Show one operation',
    details: ['Ends with 0 whether the operation went well or not; its state is in what is shown.'],
    args: ID,
    examples: ['bezel operations show 5f0c1d2e3a4b'],
    run: async ({ client, out, args: [id = ''], signal }) => {
      const answer = await client.call('operations.get', { params: { id } }, { signal });
      if (out.json) out.printJson(answer);
      else out.print(operationFields(answer));
      return undefined;
    },
  },
  {
    path: ['operations', 'cancel'],
    summary: 'Ask an operation to stop where it safely can',
    details: ['Ends as soon as the operation was asked; bezel operations show tells what came of it.'],
    args: ID,
    examples: ['bezel operations cancel 5f0c1d2e3a4b'],
    run: async ({ client, out, args: [id = ''], signal }) => {
      const answer = await client.call('operations.cancel', { params: { id } }, { signal });
      if (out.json) out.printJson(answer);
      else out.print(operationFields(answer));
      return undefined;
    },
  },
];
