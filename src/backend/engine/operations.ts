import { routes } from '../../contract/index.ts';
import type { OperationRunner } from './runner.ts';
import type { Slice } from './slice.ts';

type OperationRoutes = 'operations.list' | 'operations.get' | 'operations.cancel';

/** The calls about operations. */
export const operationHandlers = (runner: OperationRunner): Slice<OperationRoutes>['handlers'] => ({
  'operations.list': ({ query }) => ({
    operations: runner.list(routes['operations.list'].query.parse(query).limit),
  }),
  'operations.get': ({ params }) => runner.get(params.id),
  'operations.cancel': ({ params }) => runner.cancel(params.id),
});
