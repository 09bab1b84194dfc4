import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nicAt, SimulatedBox } from './simulated-box.ts';

/** So many NICs can be in the box: they have room in the guest from its first start on. */
const places = [1, 2, 3, 4, 5, 6];
/** Each renders some thirty domains. */
const runs = { numRuns: 40 };
const carrier = fc.constantFrom(true, false, undefined);
const happening = fc.oneof(
  fc.record({ kind: fc.constant('plug' as const), place: fc.constantFrom(...places), carrier }),
  fc.record({ kind: fc.constant('pull' as const), place: fc.constantFrom(...places) }),
  fc.record({ kind: fc.constant('rename' as const), place: fc.constantFrom(...places) }),
  fc.record({ kind: fc.constant('restart' as const) }),
  fc.record({ kind: fc.constant('look' as const) }),
);
type Happening = typeof happening extends fc.Arbitrary<infer T> ? T : never;

function happen(box: SimulatedBox, event: Happening): void {
  if (event.kind === 'restart') box.start();
  else if (event.kind === 'look') box.reconcile();
  else {
    const { place } = event;
    const { path } = nicAt(place);
    const others = box.nics.filter((nic) => JSON.stringify(nic.path) !== JSON.stringify(path));
    const own = box.nics.find((nic) => !others.includes(nic));
    if (event.kind === 'pull') box.nics = others;
    else if (event.kind === 'plug') box.nics = [...others, nicAt(place, event.carrier)];
    else if (own !== undefined) box.nics = [...others, { ...own, name: `lan${place}` }];
  }
}

describe('whatever happened, and whatever of it was seen', () => {
  it('the running guest has in the end what a start would give it, and so has its next start', () => {
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 12 }), (events) => {
        const box = new SimulatedBox();
        box.start();
        for (const event of events) happen(box, event);
        // What is not known leaves the link as it was: in the end all is known.
        box.nics = box.nics.map((nic) =>
          nic.carrier.state === 'known' ? nic : { ...nic, carrier: nicAt(1).carrier },
        );
        const cold = new SimulatedBox({ nics: box.nics, identity: box.identity });
        cold.start();

        box.reconcile();
        expect(box.seen).toEqual(cold.seen);
        expect(box.reconcile()).toBe(0);
        box.start();
        expect(box.seen).toEqual(cold.seen);
      }),
      runs,
    );
  });

  it('no NIC of the running guest moves, and none has two addresses or places', () => {
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 12 }), (events) => {
        const box = new SimulatedBox();
        box.start();
        const placeOf = new Map<string, number | undefined>();
        for (const event of events) {
          happen(box, event);
          box.reconcile();
          const nics = box.guestNics;
          for (const { mac, bus } of nics) expect(placeOf.get(mac) ?? bus).toBe(bus);
          for (const { mac, bus } of nics) placeOf.set(mac, bus);
          expect(new Set(nics.map(({ bus }) => bus)).size).toBe(nics.length);
        }
      }),
      runs,
    );
  });
});

it('a NIC that was plugged in and gone before the next start has its place kept', () => {
  const box = new SimulatedBox();
  box.start();
  box.nics = [nicAt(1), nicAt(2), nicAt(3)];
  box.reconcile();
  const third = box.seen[2];
  box.nics = [nicAt(1), nicAt(2), nicAt(4)];
  box.reconcile();
  box.start();
  expect(box.seen).not.toContain(third);
  box.nics = [nicAt(1), nicAt(2), nicAt(3), nicAt(4)];
  box.start();
  expect(box.seen).toContain(third);
  expect(box.guestNics.map(({ bus }) => bus)).toEqual([17, 18, 19, 20]);
});

it('a NIC that comes back while the guest runs gets the place that it had, whatever came meanwhile', () => {
  const box = new SimulatedBox();
  box.start();
  const has = (...places: number[]): number[] => {
    box.nics = places.map((place) => nicAt(place));
    box.reconcile();
    return box.guestNics.map(({ bus }) => bus ?? 0).sort();
  };
  expect(has(1, 2, 3)).toEqual([17, 18, 19]);
  expect(has(1, 2, 3, 4)).toEqual([17, 18, 19, 20]);
  expect(has(1, 2, 5)).toEqual([17, 18, 21]);
  expect(has(1, 2, 4)).toEqual([17, 18, 20]);
  expect(has(1, 2, 3, 5)).toEqual([17, 18, 19, 21]);
});

it('a NIC whose address is to be another keeps the one that it has while the guest runs, whatever its name is then', () => {
  const box = new SimulatedBox();
  box.start();
  const before = box.guestNics.map(({ mac, bus }) => [mac, bus]);
  box.mac = 'inherit';
  box.nics = [nicAt(1), { ...nicAt(2), name: 'lan2' }];
  expect(box.reconcile()).toBe(1);
  expect(box.guestNics.map(({ mac, bus }) => [mac, bus])).toEqual(before);
  expect(box.guestNics.map(({ bridge }) => bridge)).toEqual(['br-enp1s0', 'br-lan2']);
  expect(box.reconcile()).toBe(0);
  box.start();
  expect(box.guestNics.map(({ mac }) => mac)).toEqual(['00:1b:21:00:00:01', '00:1b:21:00:00:02']);
});
