import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parsePolicy } from '../../../../../src/backend/config/parse-policy.ts';
import type { Identity } from '../../../../../src/backend/guest/identity.ts';
import {
  type DomainNic,
  parseFreeBuses,
  parseInterfaces,
} from '../../../../../src/backend/guest/nics/parse-interfaces.ts';
import { planGuestNics } from '../../../../../src/backend/guest/nics/plan-guest-nics.ts';
import { planRemembered, planWanted } from '../../../../../src/backend/guest/nics/plan-wanted.ts';
import { planGuest } from '../../../../../src/backend/guest/plan.ts';
import { renderDomain } from '../../../../../src/backend/guest/render.ts';
import type { Nic } from '../../../../../src/contract/index.ts';
import { known, unknown } from '../../../../../src/contract/index.ts';
import { readMachineInventory } from '../../../../support/machine-inventory.ts';
import { withAliases, withInterface, withoutAlias } from '../fake-interfaces.ts';

const file = join(import.meta.dirname, '..', '..', '..', '..', '..', 'templates', 'domain.xml');
const template = { domain: { text: readFileSync(file, 'utf8'), file } };
const inventory = readMachineInventory('small');
const parsed = parsePolicy('version: 1\nguest: {disks: [{target: vda, source: /dev/null}]}\n', 'f');
if (!parsed.ok) throw new Error('the policy is wrong');
const { policy } = parsed;

/** A NIC of the box: the `place`th of those that there can be. */
export function nicAt(place: number, carrier: boolean | undefined = true): Nic {
  const [like] = inventory.nics;
  if (like === undefined) throw new Error('the machine has no NIC');
  const mac = known(`00:1b:21:00:00:0${place}`);
  return {
    ...like,
    ...{ name: `enp${place}s0`, mac, permanentMac: mac, path: known(`0000:0${place}:00.0`) },
    carrier: carrier === undefined ? unknown('the port is down') : known(carrier),
  };
}

const isPrivate = ({ bridge }: DomainNic): boolean => bridge === 'bezel0';

/** What the plans make of a box and its guest, with libvirt in memory. Its guest lets go of whatever it is asked for. */
export class SimulatedBox {
  nics: Nic[] = [nicAt(1), nicAt(2)];
  identity: Identity | undefined;
  live = '';
  mac: 'derive' | 'inherit' = 'derive';

  constructor(parts: Partial<Pick<SimulatedBox, 'nics' | 'identity'>> = {}) {
    Object.assign(this, parts);
  }

  /** The guest is started, from off. */
  start(): void {
    const { xml, identity } = this.#next();
    this.live = withAliases(xml);
    this.identity = identity;
  }

  /** What the running guest is told of the box. Returns how many steps that took. */
  reconcile(): number {
    const { spec, xml, identity } = this.#next();
    const wanted = planWanted({
      nics: this.nics,
      identity: this.identity,
      next: { nics: spec.nics, xml },
      mayAttach: () => true,
    });
    const observed = { nics: parseInterfaces(this.live), devices: [], freeBuses: parseFreeBuses(this.live) };
    const { steps } = planGuestNics(observed, wanted);
    const macs = new Set(steps.filter(({ kind }) => kind !== 'detach').map(({ mac }) => mac));
    if (macs.size > 0) this.identity = planRemembered(this.identity, identity, macs) ?? this.identity;
    for (const step of steps)
      this.live =
        step.kind === 'detach' ? withoutAlias(this.live, step.alias) : withInterface(this.live, step.element);
    return steps.length;
  }

  /** But the one of the private link, which is there from start to start and is nobody's affair. */
  get guestNics(): DomainNic[] {
    const all = parseInterfaces(this.live);
    if (this.live !== '' && all.filter(isPrivate).length !== 1)
      throw new Error('the private link is another');
    return all.filter((nic) => !isPrivate(nic));
  }

  /** What the guest sees of its NICs, in any order. */
  get seen(): string[] {
    return this.guestNics.map(({ mac, bridge, link, bus }) => `${bus} ${mac} ${bridge} ${link}`).sort();
  }

  #next() {
    const surroundings = {
      identity: this.identity,
      madeUuid: 'f0f0f0f0-1111-4222-8333-444444444444',
      serialLog: '/var/log/serial.log',
      ownNetwork: true,
      ownMedia: true,
      sources: [{ exists: true, realPath: '/dev/null' }],
    };
    const { spec, identity, problems } = planGuest(
      { ...inventory, nics: this.nics },
      { ...policy, network: { ...policy.network, mac: this.mac } },
      surroundings,
    );
    if (spec === undefined || identity === undefined) throw new Error(JSON.stringify(problems));
    const rendered = renderDomain(template, spec);
    if (!rendered.ok) throw new Error(rendered.problem.message);
    return { spec, identity, xml: rendered.xml };
  }
}
