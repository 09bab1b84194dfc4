import { expect, test } from 'vitest';
import { Keepalive } from '../../../../src/libvirt/rpc/keepalive.ts';
import { FakeClock } from '../support/fake-clock.ts';

function setUp() {
  const clock = new FakeClock();
  const seen = { pings: 0, dead: [] as number[], isPaused: false };
  const keepalive = new Keepalive({
    intervalMs: 5_000,
    count: 3,
    clock,
    ping: () => {
      seen.pings += 1;
    },
    dead: (silentMs) => seen.dead.push(silentMs),
    isPaused: () => seen.isPaused,
  });
  keepalive.start();
  return { clock, keepalive, seen };
}

test('a silent peer is pinged once an interval and is dead after the last ping stayed unanswered', () => {
  const { clock, seen } = setUp();
  clock.advance(15_000);
  expect(seen).toMatchObject({ pings: 3, dead: [] });
  clock.advance(5_000);
  expect(seen).toMatchObject({ pings: 3, dead: [20_000] });
  expect(clock.pendingMs).toEqual([]);
});

test('a peer that talks is never pinged', () => {
  const { clock, keepalive, seen } = setUp();
  for (let i = 0; i < 100; i++) {
    clock.advance(1_000);
    keepalive.heard();
  }
  expect(seen).toMatchObject({ pings: 0, dead: [] });
});

test('any byte from the peer starts the count again', () => {
  const { clock, keepalive, seen } = setUp();
  clock.advance(19_999);
  keepalive.heard();
  clock.advance(15_000);
  expect(seen.dead).toEqual([]);
});

test('while this side does not read, silence proves nothing, but the peer still hears pings', () => {
  const { clock, seen } = setUp();
  seen.isPaused = true;
  clock.advance(500_000);
  expect(seen).toMatchObject({ pings: 100, dead: [] });
});

test('after stop nothing happens any more', () => {
  const { clock, keepalive, seen } = setUp();
  keepalive.stop();
  clock.advance(100_000);
  expect(seen).toMatchObject({ pings: 0, dead: [] });
});
