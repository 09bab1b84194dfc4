import fc from 'fast-check';
import { expect, it } from 'vitest';
import { applyBridges } from '../../../src/backend/network/apply-bridges.ts';
import { toForwardMasks } from '../../../src/backend/network/forward-masks.ts';

import type { WantedAddress, WantedNic } from '../../../src/backend/network/model.ts';

import { makeNamespace, type Namespace } from './support/namespace.ts';

const names = ['eth0', 'eth1', 'eth2'];
const some = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });

const addressesOf = (index: number) => ({
  permanent: `00:1b:21:00:00:0${index}`,
  derived: `06:1b:21:00:00:0${index}`,
  other: `02:99:99:00:00:0${index}`,
});
const bridges = ['docker0', 'br-eth0', 'br-eth1', 'br-eth2', 'br-gone'];
/** Settings of a bridge as iproute2 takes them; delays that STP allows. */
const settings = fc.record({
  stp: fc.boolean(),
  delay: fc.constantFrom(0, 200, 1500),
  snooping: fc.boolean(),
  mask: fc.constantFrom(0, 0x8, 0x4000, 0x4008),
  isUp: fc.boolean(),
  address: fc.boolean(),
  mtu: some(fc.constantFrom(1280, 1400, 9000)),
  isMarked: fc.boolean(),
  hasTap: fc.boolean(),
});
const link = fc.record({
  isUp: fc.boolean(),
  isSpeaking: fc.boolean(),
  address: some(fc.constantFrom('192.0.2.9/24', '2001:db8::9/64')),
  master: some(fc.constantFrom(...bridges)),
  mtu: some(fc.constantFrom(1280, 1400, 9000)),
  portMask: fc.constantFrom(0, 4),
  mac: some(fc.constantFrom('permanent' as const, 'derived' as const, 'other' as const)),
});
const machine = fc.record({
  links: fc.tuple(link, link, link),
  bridges: fc.tuple(...bridges.map(() => some(settings))),
  /** Somebody else's link that has the name of a bridge of ours. */
  taken: some(fc.constant('br-eth2')),
});
const roles = ['guest', 'guest', 'unused', 'management', 'passthrough'] as const;
const wish = fc.record({
  roles: fc.tuple(...names.map(() => fc.constantFrom(...roles))),
  addresses: fc.tuple(
    ...names.map(() => some(fc.constantFrom<WantedAddress['wanted']>('permanent', 'derived'))),
  ),
  mtu: some(fc.constantFrom(1280, 1500, 9000)),
  pass: fc.subarray(['lldp', 'eapol', 'lacp'] as const),
  multicastSnooping: fc.boolean(),
});
type Machine = typeof machine extends fc.Arbitrary<infer T> ? T : never;
type Wish = typeof wish extends fc.Arbitrary<infer T> ? T : never;

/** Lines for `ip -force -batch`: what the kernel refuses of them is not so, which is a starting state as well. */
function toLines(state: Machine): string {
  const onOff = (is: boolean): string => (is ? 'on' : 'off');
  const made = bridges.flatMap((name, index) => {
    const has = state.bridges[index];
    if (has === undefined || name === state.taken) return [];
    const { stp, delay, snooping, mask, isUp, address, mtu, isMarked, hasTap } = has;
    return [
      `link add ${name} type bridge stp_state 0 forward_delay ${delay} mcast_snooping ${Number(snooping)} group_fwd_mask ${mask}`,
      ...(stp ? [`link set ${name} type bridge stp_state 1`] : []),
      ...(mtu === undefined ? [] : [`link set ${name} mtu ${mtu}`]),
      ...(address ? [`address add 198.51.100.${index}/24 dev ${name}`] : []),
      ...(isMarked ? [`link set ${name} alias bezel`] : []),
      ...(isUp ? [`link set ${name} up`] : []),
      ...(hasTap ? [`tuntap add tap${index} mode tap`, `link set tap${index} master ${name} up`] : []),
    ];
  });
  const ports = names.flatMap((name, index) => {
    const { isUp, isSpeaking, address, master, mtu, portMask, mac } = state.links[index]!;
    return [
      ...(mac === undefined ? [] : [`link set ${name} address ${addressesOf(index)[mac]}`]),
      ...(mtu === undefined ? [] : [`link set ${name} mtu ${mtu}`]),
      `link set ${name} arp ${onOff(isSpeaking)} addrgenmode ${isSpeaking ? 'eui64' : 'none'}`,
      ...(master === undefined ? [] : [`link set ${name} master ${master}`]),
      ...(master === undefined ? [] : [`link set ${name} type bridge_slave group_fwd_mask ${portMask}`]),
      ...(isUp ? [`link set ${name} up`] : []),
      ...(address === undefined ? [] : [`address add ${address} dev ${name}`]),
    ];
  });
  const taken = state.taken === undefined ? [] : [`link add ${state.taken} type veth peer name other`];
  return `${[...taken, ...made, ...ports].join('\n')}\n`;
}

const toWanted = ({ roles, addresses, mtu, pass, multicastSnooping }: Wish): WantedNic[] =>
  names.map((nic, index) => {
    const wanted = addresses[index];
    const address = wanted && { ...addressesOf(index), wanted };
    const role = roles[index] ?? 'guest';
    const onBridge = { nic, bridge: `br-${nic}`, address, mtu, multicastSnooping, ...toForwardMasks(pass) };
    if (role === 'passthrough') return { ...onBridge, role, via: 'macvtap' };
    return role === 'guest' ? { ...onBridge, role } : { nic, role, address };
  });

const hasTap = (state: Machine, nic: string): boolean =>
  `br-${nic}` !== state.taken && state.bridges[bridges.indexOf(`br-${nic}`)]?.hasTap === true;

/** A NIC that the running guest has on a bridge stays there, also where it is to have the NIC itself. */
const toHeld = (state: Machine, wanted: WantedNic): WantedNic =>
  wanted.role === 'passthrough' && hasTap(state, wanted.nic) ? { ...wanted, role: 'guest' } : wanted;

/** The address that the NIC is to have in the end: the guest, where it is there, may have the permanent one. */
function toAddress(state: Machine, { nic, role, address }: WantedNic, index: number): string | undefined {
  if (address === undefined) return undefined;
  const hasGuest = role === 'guest' && hasTap(state, nic);
  return hasGuest && state.links[index]?.mac === 'derived' ? address.derived : address[address.wanted];
}

/** Looks at the kernel's own words, beside what the plan thinks. */
async function expectAsWanted(namespace: Namespace, wanted: WantedNic, isTaken: boolean): Promise<void> {
  const links = await namespace.links();
  const nic = links.get(wanted.nic);
  if (wanted.role === 'guest' && isTaken) return;
  const silent = { arp: false, addresses: [], makesAddresses: false };
  if (wanted.role === 'unused') expect(nic).toMatchObject({ ...silent, isUp: false, master: undefined });
  else if (wanted.role === 'management')
    expect(nic).toMatchObject({ arp: true, isUp: true, makesAddresses: false, master: undefined });
  else if (wanted.role === 'passthrough')
    expect(nic).toMatchObject({ ...silent, isUp: true, mtu: wanted.mtu ?? nic?.mtu, master: undefined });
  else {
    const mtu = wanted.mtu ?? nic?.mtu ?? 0;
    expect(nic).toMatchObject({
      ...silent,
      isUp: true,
      master: wanted.bridge,
      mtu,
      portMask: wanted.portMask,
    });
    expect(links.get(wanted.bridge)).toMatchObject({ ...silent, isUp: true, mtu, alias: 'bezel' });
    expect(links.get(wanted.bridge)?.bridge).toEqual({
      ...{ stp: false, forwardDelay: 0, vlanFiltering: false, callsFilter: false },
      ...{ multicastSnooping: wanted.multicastSnooping, forwardMask: wanted.forwardMask },
    });
  }
  for (const name of wanted.role === 'guest' ? [wanted.nic, wanted.bridge] : [wanted.nic])
    expect(await namespace.host.readText(`/proc/sys/net/ipv6/conf/${name}/disable_ipv6`)).not.toEqual({
      ok: true,
      value: '0',
    });
}

/** A bridge that had the address that the NIC has given up would keep the guest's frames for the host. */
async function expectAddress(namespace: Namespace, nic: string, address: string | undefined): Promise<void> {
  if (address === undefined) return;
  const links = await namespace.links();
  const { permanent, derived } = addressesOf(names.indexOf(nic));
  expect(links.get(nic)?.address).toBe(address);
  if (address === derived) expect([...links.values()].map((link) => link.address)).not.toContain(permanent);
}

/** Thirty namespaces, in each of which each setting is read by a program. */
const limitMs = 5 * 60_000;

it(
  'reaches what is wanted from thirty random states, and a second plan is empty',
  async () => {
    await fc.assert(
      fc.asyncProperty(machine, wish, async (state, wished) => {
        await using namespace = await makeNamespace(names.length);
        await namespace.run('ip', ['-force', '-batch', '-'], { input: toLines(state) });
        const wanted = toWanted(wished);

        const { problems } = await applyBridges(namespace.host, wanted);

        const hasClash = state.taken !== undefined && wished.roles[2] === 'guest';
        expect(problems.map(({ code }) => code)).toEqual(hasClash ? ['network.name-taken'] : []);
        for (const [index, asked] of wanted.entries()) {
          const each = toHeld(state, asked);
          const isTaken = hasClash && each.nic === 'eth2';
          await expectAsWanted(namespace, each, isTaken);
          if (!isTaken) await expectAddress(namespace, each.nic, toAddress(state, each, index));
        }
        namespace.inputs.length = 0;
        await applyBridges(namespace.host, wanted);
        expect(namespace.inputs).toEqual([]);
      }),
      { numRuns: 30, seed: 20260301, endOnFailure: true },
    );
  },
  limitMs,
);
