import type { Problem } from '../../contract/index.ts';
import type { WantedAddress, WantedNic } from './model.ts';

interface Refusal {
  address: WantedAddress;
  problem: Problem;
}

/**
 * The NICs that did not take a hardware address. They are not asked again, since that takes their link down each time: not before something else
 * is wanted of them, they come anew, or the policy is read again.
 */
export class RefusedAddresses {
  readonly #refusals = new Map<string, Refusal>();

  /** What is wanted of all NICs of the box, less what they have refused before. */
  without(wanted: readonly WantedNic[]): WantedNic[] {
    const byName = new Map(wanted.map((each) => [each.nic, each]));
    for (const [nic, { address }] of this.#refusals)
      if (!isSame(byName.get(nic)?.address, address)) this.#refusals.delete(nic);
    return wanted.map((each) => (this.#refusals.has(each.nic) ? { ...each, address: undefined } : each));
  }

  note(refusals: readonly { nic: string; why: string }[], wanted: readonly WantedNic[]): void {
    for (const { nic, why } of refusals) {
      const address = wanted.find((each) => each.nic === nic)?.address;
      if (address !== undefined) this.#refusals.set(nic, { address, problem: toProblem(nic, address, why) });
    }
  }

  forget(): void {
    this.#refusals.clear();
  }

  /** Whether a NIC of the box has this permanent address on the wire and does not give it up. */
  has(permanent: string): boolean {
    return [...this.#refusals.values()].some(
      ({ address }) => address.wanted === 'derived' && address.permanent === permanent,
    );
  }

  get problems(): Problem[] {
    return [...this.#refusals.values()].map(({ problem }) => problem);
  }
}

const isSame = (a: WantedAddress | undefined, b: WantedAddress): boolean =>
  a !== undefined && a.wanted === b.wanted && a.permanent === b.permanent && a.derived === b.derived;

const toProblem = (nic: string, address: WantedAddress, why: string): Problem => ({
  code: 'network.mac-refused',
  severity: 'warning',
  message: `NIC ${nic} does not take the hardware address ${address[address.wanted]}: ${why}`,
  hint:
    address.wanted === 'derived'
      ? 'It keeps its own, so that the guest has a derived one; set network.mac to derive, or give the box another NIC'
      : 'It keeps the one that it has until the box is started again',
});
