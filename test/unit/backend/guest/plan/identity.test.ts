import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { network as networkSchema } from '../../../../../src/backend/config/policy/network.ts';
import { planPortAddresses } from '../../../../../src/backend/engine/nic-addresses.ts';
import { type Identity, identity as identitySchema } from '../../../../../src/backend/guest/identity.ts';
import { planIdentity } from '../../../../../src/backend/guest/plan/plan-identity.ts';
import { planNic } from '../../../../../src/backend/guest/plan/plan-nics.ts';
import { known, type Nic, unknown } from '../../../../../src/contract/index.ts';
import { anyMac, anyNics, anyPlace, bareNic, machineOf, nicAt } from '../../../../support/any-machine.ts';

const made = 'f0f0f0f0-1111-4222-8333-444444444444';
const all = networkSchema.parse({});
const listed = (...ports: string[]) => networkSchema.parse({ nics: ports.map((port) => ({ port })) });
const plan = (before: Identity | undefined, nics: Nic[], network = all) =>
  planIdentity(before, machineOf({ nics }), network, { madeUuid: made });
/** Starts the guest with these NICs one after the other. */
const runStarts = (starts: Nic[][], network = all) => {
  let result = plan(undefined, starts[0] ?? [], network);
  for (const nics of starts.slice(1)) result = plan(result.identity, nics, network);
  return result;
};
const slots = ({ nics }: ReturnType<typeof plan>) =>
  nics.map(({ slot, nic }) => [slot.number, nic.name, slot.mac] as const);

const a = nicAt('a', '3c:ec:ef:00:00:0a', '0000:01:00.0', 'LAN 1');
const b = nicAt('b', '3c:ec:ef:00:00:0b', '0000:02:00.0', 'LAN 2');
const c = nicAt('c', '3c:ec:ef:00:00:0c', '0000:03:00.0');
const macA = '3e:ec:ef:00:00:0a';
const macB = '3e:ec:ef:00:00:0b';
const macC = '3e:ec:ef:00:00:0c';

describe('the NICs of the guest', () => {
  it('are at first in the order of the box', () => {
    expect(slots(runStarts([[a, b, c]]))).toEqual([
      [1, 'a', macA],
      [2, 'b', macB],
      [3, 'c', macC],
    ]);
  });
  it('stay where they are when one goes, and when it comes back', () => {
    expect(
      slots(
        runStarts([
          [a, b, c],
          [b, c],
        ]),
      ),
    ).toEqual([
      [2, 'b', macB],
      [3, 'c', macC],
    ]);
    expect(slots(runStarts([[a, b, c], [c], [a, b, c]]))).toEqual(slots(runStarts([[a, b, c]])));
  });
  it('are not those that nobody is to have, whose slots stay empty', () => {
    const without = networkSchema.parse({ ports: [{ port: 'LAN 1', role: 'unused' }] });
    expect(slots(plan(runStarts([[a, b]]).identity, [a, b], without))).toEqual([[2, 'b', macB]]);
  });
  it('keep their slots when a new one takes a place before them', () => {
    expect(
      slots(
        runStarts([
          [b, c],
          [a, b, c],
        ]),
      ),
    ).toEqual([
      [1, 'b', macB],
      [2, 'c', macC],
      [3, 'a', macA],
    ]);
  });
  it('are known by their addresses when cards were moved or buses renumbered', () => {
    const moved = (nic: Nic, path: string, name: string): Nic => ({ ...nic, name, path: known(path) });
    const now = [moved(b, '0000:01:00.0', 'x'), moved(a, '0000:02:00.0', 'y')];
    expect(slots(runStarts([[a, b], now]))).toEqual([
      [1, 'y', macA],
      [2, 'x', macB],
    ]);
  });
  it('that replace another at its place take its slot and its address', () => {
    const spare = nicAt('a', '3c:ec:ef:00:00:ff', '0000:01:00.0');
    expect(
      slots(
        runStarts([
          [a, b],
          [spare, b],
        ]),
      ),
    ).toEqual([
      [1, 'a', macA],
      [2, 'b', macB],
    ]);
    // The one that was replaced comes back elsewhere: as a new one, with an address of its own.
    const back = { ...a, name: 'n', path: known('0000:07:00.0') };
    const macs = slots(
      runStarts([
        [a, b],
        [spare, b],
        [spare, b, back],
      ]),
    );
    expect(macs.map(([number, name]) => [number, name])).toEqual([
      [1, 'a'],
      [2, 'b'],
      [3, 'n'],
    ]);
    expect(macs[2]?.[2]).not.toBe(macA);
  });
  it('are known by their places while their addresses cannot be read', () => {
    const silent = { ...a, mac: unknown('no'), permanentMac: unknown('no') };
    const { identity, ...rest } = runStarts([
      [a, b],
      [silent, b],
    ]);
    expect(slots({ identity, ...rest })).toEqual(slots(runStarts([[a, b]])));
    expect(identity.slots[0]?.permanentMac).toBe('3c:ec:ef:00:00:0a');
  });
  it('with two ports at one place, or one address for two, are told apart by what is left', () => {
    const port = (name: string, mac: string) => nicAt(name, mac, '0000:05:00.0');
    const [p, q] = [port('p', '00:02:c9:00:00:01'), port('q', '00:02:c9:00:00:02')];
    expect(
      slots(
        runStarts([
          [p, q],
          [q, p],
        ]),
      ),
    ).toEqual(slots(runStarts([[p, q]])));
    const [r, s] = [
      nicAt('r', '00:00:00:00:00:01', '0000:06:00.0'),
      nicAt('s', '00:00:00:00:00:01', '0000:07:00.0'),
    ];
    expect(slots(runStarts([[r, s], [s]]))).toEqual(slots(runStarts([[r, s]])).slice(1));
  });
  it('that are new fill the slot that is empty longest when all were used', () => {
    const many = Array.from({ length: 64 }, (_, n) =>
      nicAt(`n${n}`, `3c:ec:ef:00:01:${n.toString(16).padStart(2, '0')}`, `0000:${n + 10}:00.0`),
    );
    const without = (...gone: number[]) => many.filter((_, n) => !gone.includes(n));
    const result = runStarts([many, without(5), without(5, 3), [...without(5, 3), a]]);
    expect(slots(result).find(([, name]) => name === 'a')).toEqual([6, 'a', macA]);
    expect(result.identity.slots.find(({ number }) => number === 4)?.missed).toBe(2);
    const { nics, problems } = runStarts([[...many, a, b]]);
    expect(nics).toHaveLength(64);
    expect(problems.map(({ code, message }) => [code, message])).toEqual([
      ['guest.too-many-nics', 'The guest goes without a, b: the box has 66 NICs, and a guest can have 64'],
    ]);
  });
});

describe('the NICs that a policy lists', () => {
  it('are found by place, name, address or label, and are in the order of the list', () => {
    const { problems, ...rest } = runStarts(
      [[a, b, c]],
      listed('0000:03:00.0', 'lan 2', '3C:EC:EF:00:00:0A'),
    );
    expect(slots({ problems, ...rest })).toEqual([
      [1, 'c', macC],
      [2, 'b', macB],
      [3, 'a', macA],
    ]);
    expect(problems).toEqual([]);
  });
  it('leave their slot empty when they are not there, and the box says what it has', () => {
    const { problems, ...rest } = runStarts([[a, c]], listed('LAN 1', 'LAN 2', 'c'));
    expect(slots({ problems, ...rest }).map(([number, name]) => [number, name])).toEqual([
      [1, 'a'],
      [3, 'c'],
    ]);
    expect(problems).toEqual([
      {
        code: 'guest.nic-missing',
        severity: 'warning',
        message: 'The guest goes without the NIC LAN 2 of the policy: the box has none that is called so',
        hint: 'The box has a (0000:01:00.0, 3c:ec:ef:00:00:0a, LAN 1); c (0000:03:00.0, 3c:ec:ef:00:00:0c)',
      },
    ]);
  });
  it('that are not there are answered with a handful of those that are', () => {
    const many = Array.from({ length: 64 }, (_, index) => bareNic(`eno${index}`));
    const [problem] = runStarts([many], listed('LAN 9')).problems;
    expect(problem?.hint).toMatch(/^The box has eno0; eno1; .*; eno7; and 56 more$/);
  });
  it('are given once, and not at all when several are meant', () => {
    const twin = { ...c, port: known('LAN 1') };
    expect(runStarts([[a, b]], listed('a', 'LAN 1')).problems.map(({ code }) => code)).toEqual([
      'guest.nic-twice',
    ]);
    expect(runStarts([[a, twin]], listed('LAN 1')).problems.map(({ code }) => code)).toEqual([
      'guest.nic-ambiguous',
    ]);
  });
  it('keep the address of the slot when the NIC in it is another one', () => {
    const spare = nicAt('a', '3c:ec:ef:00:00:ff', '0000:09:00.0');
    expect(
      slots(
        runStarts(
          [
            [a, b],
            [spare, b],
          ],
          listed('a', 'b'),
        ),
      ),
    ).toEqual([
      [1, 'a', macA],
      [2, 'b', macB],
    ]);
  });
  it('take their addresses along when the list is reordered', () => {
    const { identity } = runStarts([[a, b]], listed('a', 'b'));
    expect(slots(plan(identity, [a, b], listed('b', 'a')))).toEqual([
      [1, 'b', macB],
      [2, 'a', macA],
    ]);
  });
  it('may each be of another kind', () => {
    const network = networkSchema.parse({
      nics: [{ port: 'a' }, { port: 'b', model: 'e1000e' }],
      model: 'igb',
    });
    const { nics } = runStarts([[a, b]], network);
    expect(nics.map((nic) => planNic(nic, network).model)).toEqual(['igb', 'e1000e']);
  });
});

describe('the addresses that the guest inherits', () => {
  const inherit = networkSchema.parse({ mac: 'inherit' });
  it("are the NICs' own, also of one that replaces another, and it has them back when it comes back", () => {
    const spare = nicAt('a', '3c:ec:ef:00:00:ff', '0000:01:00.0');
    expect(slots(runStarts([[a, b]], inherit)).map(([, , mac]) => mac)).toEqual([
      '3c:ec:ef:00:00:0a',
      '3c:ec:ef:00:00:0b',
    ]);
    const replaced = [
      [a, b],
      [spare, b],
      [a, b],
    ].map((_, index, all) => slots(runStarts(all.slice(0, index + 1), inherit)));
    expect(replaced.map((nics) => nics[0])).toEqual([
      [1, 'a', '3c:ec:ef:00:00:0a'],
      [1, 'a', '3c:ec:ef:00:00:ff'],
      [1, 'a', '3c:ec:ef:00:00:0a'],
    ]);
  });
  it('are followed by permanent addresses, whatever the NICs have now', () => {
    const [{ derived } = { derived: '' }] = planPortAddresses([a]).values();
    const hidden = { ...a, mac: known(derived) };
    expect(
      slots(
        runStarts(
          [
            [a, b],
            [hidden, b],
          ],
          inherit,
        ),
      ),
    ).toEqual(slots(runStarts([[a, b]], inherit)));
  });
  it('come and go with the policy, and what was derived is derived again', () => {
    const first = plan(undefined, [a, b]);
    const second = plan(first.identity, [a, b], inherit);
    expect(slots(second)[0]).toEqual([1, 'a', '3c:ec:ef:00:00:0a']);
    expect(slots(plan(second.identity, [a, b]))).toEqual(slots(first));
    // Nor does a successor have what its predecessor had inherited.
    const spare = nicAt('a', '3c:ec:ef:00:00:ff', '0000:01:00.0');
    expect(slots(plan(second.identity, [spare, b]))[0]).toEqual([1, 'a', '3e:ec:ef:00:00:ff']);
  });
  it('are none that a NIC keeps, does not tell, or shares with another', () => {
    const silent = { ...b, permanentMac: unknown('no') };
    const twins = [c, { ...c, name: 'd', path: known('0000:09:00.0') }];
    const { identity: _, ...now } = planIdentity(
      undefined,
      machineOf({ nics: [a, silent, ...twins] }),
      inherit,
      {
        madeUuid: made,
        portKeeps: (mac) => mac === '3c:ec:ef:00:00:0a',
      },
    );
    const macs = now.nics.map(({ slot }) => slot.mac);
    expect(macs.slice(0, 3)).toEqual([macA, macB, macC]);
    expect(now.problems.map(({ message }) => message)).toEqual([
      'The guest has a derived hardware address for a: the NIC does not give up its own',
      'The guest has a derived hardware address for b: the NIC does not tell its permanent one',
      "The guest has a derived hardware address for c: the NIC's own is none that one NIC alone has",
      "The guest has a derived hardware address for d: the NIC's own is none that one NIC alone has",
    ]);
  });
  it("are never those of the box's NICs at the same time, on any box", () => {
    fc.assert(
      fc.property(anyNics(12), (nics) => {
        const macs = slots(plan(undefined, nics, inherit)).map(([, , mac]) => mac);
        const ports = [...planPortAddresses(nics).values()].map(({ derived }) => derived);
        expect(new Set([...macs, ...ports]).size).toBe(macs.length + ports.length);
        const derived = slots(plan(undefined, nics)).map(([, , mac]) => mac);
        expect(derived.filter((mac) => ports.includes(mac))).toEqual([]);
        for (const port of ports) expect(Number.parseInt(port.slice(0, 2), 16) & 3).toBe(2);
      }),
    );
  });
});

describe("the guest's UUID", () => {
  const box = (uuid?: string) => {
    const machine = machineOf({});
    const system = { uuid: uuid === undefined ? unknown('none') : known(uuid) };
    return { ...machine, smbios: { ...machine.smbios, system } };
  };
  const [one, two] = ['00112233-4455-4677-8899-aabbccddeeff', '00112233-4455-4677-8899-aabbccddee00'];
  it("is the box's, also when that has changed", () => {
    const first = planIdentity(undefined, box(one), all, { madeUuid: made }).identity;
    expect(first.uuid).toBe(one);
    expect(planIdentity(first, box(two), all, { madeUuid: made }).identity.uuid).toBe(two);
  });
  it('stays when the box has none, or no longer says it', () => {
    expect(planIdentity(undefined, box(), all, { madeUuid: made }).identity.uuid).toBe(made);
    const first = planIdentity(undefined, box(one), all, { madeUuid: made }).identity;
    expect(planIdentity(first, box(), all, { madeUuid: made }).identity.uuid).toBe(one);
  });
});

describe('on any box', () => {
  it('every NIC is there once, and no two addresses are the same', () => {
    fc.assert(
      fc.property(anyNics(), (nics) => {
        const { nics: given, problems } = plan(undefined, nics);
        expect(given).toHaveLength(Math.min(nics.length, 64));
        expect(new Set(given.map(({ nic }) => nic)).size).toBe(given.length);
        expect(problems).toHaveLength(nics.length > 64 ? 1 : 0);
        expectDistinct(given.map((nic) => planNic(nic, all)));
        const own = nics.flatMap(({ permanentMac }) =>
          permanentMac.state === 'known' ? [permanentMac.value] : [],
        );
        for (const { slot } of given) {
          expect(own).not.toContain(slot.mac);
          expect(Number.parseInt(slot.mac.slice(0, 2), 16) & 3).toBe(2);
        }
      }),
    );
  });

  it('no NIC that stays ever moves or gets another address, whatever comes, goes and is moved', () => {
    const pool = fc.uniqueArray(fc.tuple(anyMac, anyPlace), {
      maxLength: 12,
      selector: ([mac]) => mac,
      comparator: (x, y) => x.slice(3) === y.slice(3),
    });
    const move = fc.record({
      which: fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }),
      places: fc.array(anyPlace, { minLength: 12, maxLength: 12 }),
    });
    fc.assert(
      fc.property(pool, fc.array(move, { maxLength: 12 }), (macs, moves) => {
        let before: Identity | undefined;
        let last = new Map<string, ReturnType<typeof planNic>>();
        for (const { which, places } of moves) {
          const seen = new Set<string>();
          const nics = macs.flatMap(([mac], index): Nic[] => {
            const place = places[index] ?? '';
            if (!which[index] || seen.has(place)) return [];
            seen.add(place);
            return [nicAt(`eth${index}`, mac, place)];
          });
          const { identity, nics: given } = plan(before, nics);
          const now = new Map(given.map((nic) => [nic.nic.name, planNic(nic, all)]));
          expect(now.size).toBe(nics.length);
          expectDistinct([...now.values()]);
          for (const [name, spec] of now) {
            const was = last.get(name);
            if (was !== undefined)
              expect([spec.slot, spec.mac, spec.pci]).toEqual([was.slot, was.mac, was.pci]);
          }
          expect(identitySchema.parse(JSON.parse(JSON.stringify(identity)))).toEqual(identity);
          last = now;
          before = identity;
        }
      }),
    );
  });

  it('a name alone is enough for a NIC that tells nothing else', () => {
    const silent = [bareNic('x'), bareNic('y')];
    expect(slots(runStarts([silent, silent.slice(1)]))).toEqual(slots(runStarts([silent])).slice(1));
  });
});

function expectDistinct(nics: ReturnType<typeof planNic>[]): void {
  for (const key of ['slot', 'mac'] as const)
    expect(new Set(nics.map((nic) => nic[key])).size).toBe(nics.length);
  expect(new Set(nics.map(({ pci }) => `${pci.bus}:${pci.slot}`)).size).toBe(nics.length);
}
