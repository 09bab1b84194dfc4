import { planPortRoles, roleOf } from '../../engine/port-roles.ts';
import type { KeptStateFile } from '../kept-state.ts';
import type { PreparedFor } from '../preparer.ts';
import type { NicSpec } from '../spec.ts';
import type { StartHistory } from '../starts/history.ts';
import type { Outlook } from '../starts/outlook.ts';
import { parseSpec } from '../starts/parse-spec.ts';
import type { NicStep, WantedNics } from './plan-guest-nics.ts';
import { planRemembered, planWanted } from './plan-wanted.ts';

export interface ProvisionOptions {
  kept: KeptStateFile;
  history: StartHistory;
  outlook: Outlook;
  /** The box's NICs, and what is made of them: of one reading, for what is not there in one of them would be gone. */
  prepared(): PreparedFor | undefined;
  /** Gives each of the box's NICs its bridge, and none of them one of these addresses. */
  applyNetwork(macs: readonly string[]): Promise<unknown>;
}

/** What the running guest is to have of the box's NICs, and what has to be there before it gets one. */
export class Provision {
  readonly #options: ProvisionOptions;

  constructor(options: ProvisionOptions) {
    this.#options = options;
  }

  wanted(): WantedNics {
    const { kept, prepared } = this.#options;
    const { nics = [], plan, rendered, snapshot } = prepared() ?? {};
    const { entries } = planPortRoles(snapshot?.policy.network.ports ?? [], nics);
    const xml = rendered?.ok === true ? rendered.xml : '';
    return planWanted({
      nics,
      identity: kept.current.identity ?? plan?.identity,
      next: plan?.spec === undefined ? undefined : { nics: plan.spec.nics, xml },
      mayAttach: this.#mayAttach(),
      isTaken: (nic) => ['management', 'unused'].includes(roleOf(entries, nic)),
    });
  }

  async makeReady(joining: readonly NicStep[], wanted: WantedNics): Promise<void> {
    const { kept, prepared, applyNetwork } = this.#options;
    await applyNetwork(wanted.nics.map(({ mac }) => mac));
    const planned = prepared()?.plan.identity;
    if (planned === undefined) return;
    const macs = new Set(joining.map(({ mac }) => mac));
    const identity = planRemembered(kept.current.identity, planned, macs);
    if (identity !== undefined) await kept.change({ identity });
  }

  /**
   * The guest gets back whatever it was started with. New ones wait for its next start while changes wait for a technician, and where it was
   * started with its last good configuration: what is new may be why.
   */
  #mayAttach(): (nic: NicSpec) => boolean {
    const { history, outlook } = this.#options;
    const started = history.lastStarted;
    const isOpen = !outlook.isHeld && started?.origin !== 'last-good';
    const macs = new Set((parseSpec(started?.spec).nics ?? []).map(({ mac }) => mac));
    return ({ mac }) => isOpen || macs.has(mac);
  }
}
