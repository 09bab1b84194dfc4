import { beforeAll, beforeEach, expect, test } from 'vitest';
import { AccessSlice, adminSeat } from '../../../../src/backend/access/access.ts';
import { FailureStore } from '../../../../src/backend/access/failure-store.ts';
import { hashPin } from '../../../../src/backend/access/pin-hash.ts';
import type { Log } from '../../../../src/backend/engine/log.ts';
import { type Database, openStore } from '../../../../src/backend/engine/store.ts';
import type { Access } from '../../../../src/contract/index.ts';
import { ManualClock } from '../../client/manual-clock.ts';

const cost = { ln: 10, r: 8, p: 1 };
let pinHash: string;
let otherHash: string;
let db: Database;
let clock: ManualClock;
let policy: { pinHash?: string; idleTimeoutS: number };
let told: Access[];
let logged: string;
let access: AccessSlice;

beforeAll(async () => {
  pinHash = await hashPin('2468', undefined, cost);
  otherHash = await hashPin('1357', undefined, cost);
});

beforeEach(() => {
  db = openStore({ file: ':memory:', setAside: () => '' }).db;
  clock = new ManualClock();
  policy = { pinHash, idleTimeoutS: 300 };
  told = [];
  logged = '';
  access = newAccess();
});

function newAccess(): AccessSlice {
  const note = (message: string, fields?: object): void => {
    logged += `${message} ${JSON.stringify(fields)}\n`;
  };
  const log: Log = { debug: note, info: note, warn: note, error: note };
  return new AccessSlice({
    clock,
    log,
    store: new FailureStore(db),
    readPolicy: () => policy,
    onChange: (a) => told.push(a),
  });
}

const unlock = async (pin: string, seat = 'tty1') =>
  access.handlers['access.unlock']({ body: { pin } }, access.actor(seat));
const failure = (code: string) => expect.objectContaining({ code });

test('a seat may look, and act after the PIN was given', async () => {
  expect(access.actor('tty1').role).toBe('viewer');
  expect(await unlock('2468')).toMatchObject({
    seat: 'tty1',
    role: 'technician',
    unlockedUntil: '2026-03-01T08:05:00.000Z',
  });
  expect(access.actor('tty1').role).toBe('technician');
});

test('an unlock is of one seat only', async () => {
  await unlock('2468');
  expect(access.actor('ttyS0').role).toBe('viewer');
});

test('the admin socket may do everything and has no PIN to give', async () => {
  expect(access.get(adminSeat)).toMatchObject({ role: 'admin', retryAfterMs: 0 });
  await expect(unlock('2468', adminSeat)).rejects.toThrow(failure('access.not-needed'));
});

test('the unlock ends when nobody uses the seat, and the seat is told', async () => {
  await unlock('2468');
  clock.advance(299_999);
  expect(access.actor('tty1').role).toBe('technician');
  clock.advance(1);
  expect(access.actor('tty1').role).toBe('viewer');
  expect(told.at(-1)).toMatchObject({ seat: 'tty1', role: 'viewer' });
});

test('touching keeps a seat unlocked, and never unlocks it', async () => {
  access.touch('tty1');
  expect(access.actor('tty1').role).toBe('viewer');
  await unlock('2468');
  for (let i = 0; i < 10; i++) {
    clock.advance(200_000);
    access.touch('tty1');
  }
  expect(access.actor('tty1').role).toBe('technician');
});

test('locking ends the unlock at once', async () => {
  await unlock('2468');
  await access.handlers['access.lock']({}, access.actor('tty1'));
  expect(access.actor('tty1').role).toBe('viewer');
  expect(clock.pending).toEqual([]);
});

test('another PIN in the policy ends an unlock, and a shorter idle time holds from the next use', async () => {
  await unlock('2468');
  policy = { pinHash: otherHash, idleTimeoutS: 30 };
  expect(access.actor('tty1').role).toBe('viewer');
  await expect(unlock('2468')).rejects.toThrow(failure('access.wrong-pin'));
  expect(await unlock('1357')).toMatchObject({ unlockedUntil: '2026-03-01T08:00:30.000Z' });
});

test('seats are told at once when the policy has another PIN, or none', async () => {
  await unlock('2468');
  policy = { idleTimeoutS: 300 };
  access.policyChanged(['tty1', 'ttyS0']);
  expect(told.slice(-2)).toMatchObject([
    { seat: 'tty1', role: 'viewer', pinSet: false },
    { seat: 'ttyS0', role: 'viewer', pinSet: false },
  ]);
  expect(clock.pending).toEqual([]);
});

test('without a PIN in the policy no seat can be unlocked', async () => {
  policy = { idleTimeoutS: 300 };
  expect(access.get('tty1').pinSet).toBe(false);
  await expect(unlock('')).rejects.toThrow(failure('access.no-pin'));
});

test('the second wrong PIN in a row delays the next attempt, right or wrong', async () => {
  await expect(unlock('0000')).rejects.toThrow(failure('access.wrong-pin'));
  expect(access.get('tty1')).toMatchObject({ failedAttempts: 1, retryAfterMs: 0 });
  await expect(unlock('0001')).rejects.toThrow(failure('access.wrong-pin'));
  expect(access.get('tty1')).toMatchObject({ failedAttempts: 2, retryAfterMs: 1000 });
  await expect(unlock('2468')).rejects.toThrow(failure('access.too-soon'));
  clock.advance(1000);
  expect(await unlock('2468')).toMatchObject({ role: 'technician', failedAttempts: 0 });
});

test('going from seat to seat gains nothing', async () => {
  for (const seat of ['tty1', 'ttyS0', 'tty2'])
    await expect(unlock('0000', seat)).rejects.toThrow(failure('access.wrong-pin'));
  await expect(unlock('0000', 'tty3')).rejects.toThrow(failure('access.too-soon'));
});

test('ending the backend takes no delay away', async () => {
  await expect(unlock('0000')).rejects.toThrow();
  await expect(unlock('0001')).rejects.toThrow();
  access = newAccess();
  expect(access.get('tty1')).toMatchObject({ failedAttempts: 2, retryAfterMs: 1000 });
  await expect(unlock('2468')).rejects.toThrow(failure('access.too-soon'));
});

test('ending the backend locks every seat', async () => {
  await unlock('2468');
  access = newAccess();
  expect(access.actor('tty1').role).toBe('viewer');
});

test('while one attempt is checked another of the same seat is refused', async () => {
  const first = unlock('2468');
  await expect(unlock('2468')).rejects.toThrow(failure('access.busy'));
  expect(await first).toMatchObject({ role: 'technician' });
});

test('every attempt is in the log, and no PIN ever', async () => {
  await expect(unlock('973113')).rejects.toThrow();
  await expect(unlock('973113')).rejects.toThrow();
  await expect(unlock('973113')).rejects.toThrow();
  clock.advance(60_000);
  await unlock('2468');
  expect(logged.split('\n')).toHaveLength(5);
  expect(logged).not.toMatch(/973113|2468/);
});

test('a store that cannot be written takes no delay away', async () => {
  await expect(unlock('0000')).rejects.toThrow(failure('access.wrong-pin'));
  db.close();
  await expect(unlock('0000')).rejects.toThrow(failure('access.wrong-pin'));
  await expect(unlock('2468')).rejects.toThrow(failure('access.too-soon'));
});

test('no timer is left after the stop', async () => {
  await unlock('2468');
  await access.stop();
  expect(clock.pending).toEqual([]);
});
