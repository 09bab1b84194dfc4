import {
  type Actor,
  type Network,
  type Nic,
  type Operation,
  type PortRoleRequest,
  type Problem,
  portRoleRequest,
} from '../../../contract/index.ts';
import { OperatorError } from '../../engine/operator-error.ts';
import type { Slice } from '../../engine/slice.ts';
import type { Runner } from '../../engine/work.ts';
import { findPort } from '../identify.ts';
import { planRoleChange, type RoleChange } from './plan-role-change.ts';
import type { RoleChanges } from './role-changes.ts';

export interface RoleActionsOptions {
  changes: RoleChanges;
  /** Whether the machine's links are ours to change. */
  own: boolean;
  runner: Runner;
  readNics(): Promise<readonly Nic[]>;
  network: { get(): Promise<Network>; apply(): Promise<Problem[]> };
}

type RoleRoutes = 'network.set' | 'network.confirm' | 'network.revert';

/** The calls by which technicians change what NICs are for. */
export class RoleActions {
  readonly #options: RoleActionsOptions;

  constructor(options: RoleActionsOptions) {
    this.#options = options;
  }

  readonly handlers: Slice<RoleRoutes>['handlers'] = {
    'network.set': ({ body }, by) => this.#set(portRoleRequest.parse(body), by),
    'network.confirm': () => this.#end('confirm'),
    'network.revert': () => this.#end('revert'),
  };

  /** What is wrong with the request is answered at once; what is wrong by the time it runs fails the operation. */
  async #set(request: PortRoleRequest, by: Actor): Promise<Operation> {
    const { changes, network, runner } = this.#options;
    changes.mayBegin();
    await this.#plan(request);
    return runner.submit({
      kind: 'network.set',
      by,
      cancellable: false,
      run: async ({ progress }) => {
        const planned = await this.#plan(request);
        if (planned.kind === 'same') return progress(planned.message);
        await changes.begin(planned.change);
        progress(planned.change.message);
        await network.apply();
        progress(`${planned.change.message}. It is taken back in 60 s unless it is confirmed`);
      },
    });
  }

  /** @throws OperatorError `network.not-ours`, `network.port-unknown`, `network.port-ambiguous`, `network.wrong-value` */
  async #plan(request: PortRoleRequest): Promise<Exclude<RoleChange, { kind: 'refused' }>> {
    const { own, readNics, changes } = this.#options;
    if (!own)
      throw new OperatorError('network.not-ours', "The machine's network is not Bezel's to change", {
        hint: 'On a box bezeld runs with --own-network',
      });
    const nics = await readNics();
    const nic = findPort(request.port, nics);
    const { ports, overrides } = changes;
    const planned = planRoleChange({ request, nic, nics, ports, overrides });
    if (planned.kind !== 'refused') return planned;
    const { code, message, hint } = planned;
    throw new OperatorError(code, message, { status: 422, ...(hint === undefined ? {} : { hint }) });
  }

  /** @throws OperatorError `network.nothing-unconfirmed`, `network.not-kept` */
  async #end(how: 'confirm' | 'revert'): Promise<Network> {
    const { changes, network } = this.#options;
    await changes[how]();
    if (how === 'revert') await network.apply();
    return network.get();
  }
}
