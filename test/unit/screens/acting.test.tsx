import { describe, expect, test } from 'vitest';
import { ApiError, Unreachable } from '../../../src/client/errors.ts';
import type { Access } from '../../../src/contract/index.ts';
import { type Rendered, renderConsole, sampleState } from '../../support/render.tsx';
import { sample } from '../../support/samples.ts';

const locked = (): Access => ({ ...sample.access(), role: 'viewer', retryAfterMs: 0 });
const unlocked = (): Access => ({ ...sample.access(), role: 'technician' });
const technician = () => sampleState({ access: unlocked() });
const names = ({ calls }: Rendered) => calls.map(({ name }) => name);
const refusal = (code: string, status: number, retryAfterMs?: number) =>
  new ApiError(status, {
    code,
    message: code === 'access.wrong-pin' ? 'The PIN is wrong' : 'The seat is locked',
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  });

describe('an unlocked seat', () => {
  test('asks before it stops the guest, and says what that means', async () => {
    const box = renderConsole({ state: technician(), answers: { 'guest.stop': () => sample.operation() } });
    box.type('3t');
    await box.see('Stop the guest?');
    await box.see(/asked to shut down/);
    expect(names(box)).not.toContain('guest.stop');
    box.type('y');
    await box.seeNo('Stop the guest?');
    expect(names(box)).toContain('guest.stop');
  });

  test('changes nothing when Enter is pressed on a question, since the safe answer is marked', async () => {
    const box = renderConsole({ state: technician() });
    box.type('3o');
    await box.see('[ No ]');
    box.type('\r');
    await box.seeNo('Force the guest off?');
    expect(names(box)).not.toContain('guest.kill');
  });

  test('does it when the other answer is marked first', async () => {
    const box = renderConsole({ state: technician(), answers: { 'guest.kill': () => sample.operation() } });
    box.type('3o\t');
    await box.see('[ Yes: Force off ]');
    box.type('\r');
    await expect.poll(() => names(box)).toContain('guest.kill');
  });

  test.each(['n', '\u001b'])('changes nothing on %j', async (key) => {
    const box = renderConsole({ state: technician() });
    box.type('3r');
    await box.see('Reset the guest?');
    box.type(key);
    await box.seeNo('Reset the guest?');
    expect(names(box)).not.toContain('guest.reset');
  });

  test('neither shows nor takes a key for what is not possible', async () => {
    const box = renderConsole({ state: technician() });
    box.type('3');
    await box.see('t Stop');
    expect(box.text()).not.toContain('s Start');
    expect(box.text()).toMatch(/Start +the guest is running/);
    box.type('s2');
    await box.see('QEMU Virtual CPU');
    expect(names(box)).not.toContain('guest.start');
    expect(box.text()).not.toContain('Start the guest?');
  });

  test('does not do what has become impossible while the question was open', async () => {
    const box = renderConsole({ state: technician() });
    box.type('3t');
    await box.see('Stop the guest?');
    const guest = sample.guest();
    const actions = { ...guest.actions, stop: { allowed: false, reason: 'the guest is off' } };
    box.store.set({ guest: { ...guest, state: 'off', actions } });
    box.type('y');
    await box.see('This is not possible any more');
    expect(names(box)).not.toContain('guest.stop');
  });

  test('shows what the backend says against it', async () => {
    const box = renderConsole({
      state: technician(),
      answers: {
        'guest.stop': () => {
          throw new ApiError(409, {
            code: 'guest.busy',
            message: 'The guest is being reset',
            hint: 'Wait for that',
          });
        },
      },
    });
    box.type('3ty');
    await box.see('The guest is being reset');
    await box.see('Wait for that');
    await box.see('guest.busy');
    box.type('\r');
    await box.seeNo('The guest is being reset');
  });

  test('asks for the PIN again when the backend has locked the seat meanwhile', async () => {
    const box = renderConsole({
      state: technician(),
      answers: {
        'access.get': locked,
        'guest.stop': () => {
          throw refusal('access.locked', 403);
        },
      },
    });
    box.type('3ty');
    await box.see("Technician's PIN");
  });

  test('shows the progress of what is under way, and cancels it after a question', async () => {
    const box = renderConsole({
      state: { ...technician(), operations: [sample.operation()] },
      answers: { 'operations.cancel': () => sample.operation() },
    });
    box.type('3');
    await box.see('waiting for the guest to stop');
    await box.see('25%');
    await box.see('c Cancel');
    box.type('c');
    await box.see('Cancel what is under way?');
    box.type('y');
    await expect
      .poll(() => box.calls.find(({ name }) => name === 'operations.cancel')?.input)
      .toEqual({
        params: { id: sample.operation().id },
      });
  });

  test('closes a question when the backend is lost', async () => {
    const box = renderConsole({ state: technician() });
    box.type('3t');
    await box.see('Stop the guest?');
    box.store.set({ link: { state: 'lost', since: '2026-03-01T08:00:00.000Z', attempt: 1 } });
    await box.see('The backend does not answer');
    box.type('y');
    box.store.set({ link: { state: 'connected', since: '2026-03-01T08:00:00.000Z', attempt: 0 } });
    await box.seeNo('The backend does not answer');
    expect(box.text()).not.toContain('Stop the guest?');
    expect(names(box)).not.toContain('guest.stop');
  });

  test('locks on request', async () => {
    const box = renderConsole({ state: technician(), answers: { 'access.lock': locked } });
    await box.see('l Lock');
    box.type('l');
    await expect.poll(() => names(box)).toContain('access.lock');
  });

  test('tells the backend that somebody is there, at most every 15 s', async () => {
    const box = renderConsole({ state: technician(), answers: { 'access.touch': unlocked } });
    const touches = () => names(box).filter((name) => name === 'access.touch').length;
    box.type('23459');
    await box.see('Function keys get lost');
    expect(touches()).toBe(1);
    box.clock.advance(14_999);
    box.type('1');
    await box.see('Serial number');
    expect(touches()).toBe(1);
    box.clock.advance(1);
    box.type('2');
    await box.see('QEMU Virtual CPU');
    expect(touches()).toBe(2);
  });
});

describe('a locked seat', () => {
  test('asks for the PIN first, never shows it, then asks whether to do it', async () => {
    const box = renderConsole({
      answers: {
        'access.get': locked,
        'access.unlock': () => {
          box.store.set({ access: unlocked() });
          return unlocked();
        },
        'guest.stop': () => sample.operation(),
      },
    });
    box.type('3t');
    await box.see("Stop the guest? This needs the technician's PIN.");
    box.type('2468');
    await box.see('PIN  ****_');
    expect(box.sent()).not.toContain('2468_');
    box.type('\r');
    await box.see('asked to shut down');
    expect(box.calls.find(({ name }) => name === 'access.unlock')?.input).toEqual({ body: { pin: '2468' } });
    expect(names(box)).not.toContain('guest.stop');
    box.type('y');
    await expect.poll(() => names(box)).toContain('guest.stop');
  });

  test('goes on when it is open, although the answer to the PIN has not come in time', async () => {
    const box = renderConsole({
      answers: {
        'access.get': locked,
        'access.unlock': () => {
          throw new Unreachable('silent', 'the backend has not answered for 10 s');
        },
        'guest.stop': () => sample.operation(),
      },
    });
    box.type('3t');
    await box.see("Technician's PIN");
    box.type('2468\r');
    await box.see('the backend has not answered for 10 s');
    box.store.set({ access: unlocked() });
    await box.see('asked to shut down');
    await box.seeNo("Technician's PIN");
    box.type('y');
    await expect.poll(() => names(box)).toContain('guest.stop');
  });

  test('does what needs no question once, whether the answer or the event comes first', async () => {
    const answer = Promise.withResolvers<Access>();
    const box = renderConsole({ answers: { 'access.get': locked, 'access.unlock': () => answer.promise } });
    await box.see('l Unlock');
    box.type('3d');
    await box.see("Technician's PIN");
    box.type('2468\r');
    await expect.poll(() => names(box)).toContain('access.unlock');
    const before = box.consoles();
    box.store.set({ access: unlocked() });
    await box.seeNo("Technician's PIN");
    answer.resolve(unlocked());
    for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
    expect(box.consoles()).toBe(before + 1);
  });

  test('erases, and sends nothing that is empty', async () => {
    const box = renderConsole({ answers: { 'access.get': locked } });
    await box.see('l Unlock');
    box.type('l\r12\u007f\u007f\u007f\r');
    await box.see('PIN  _');
    await box.seeNo('Enter Unlock');
    expect(names(box)).not.toContain('access.unlock');
  });

  test('tells a wrong PIN, counts down to the next try, and takes nothing until then', async () => {
    const box = renderConsole({
      answers: {
        'access.get': locked,
        'access.unlock': () => {
          throw refusal('access.wrong-pin', 403, 5000);
        },
      },
    });
    box.type('l');
    await box.see("Technician's PIN");
    box.type('1111\r');
    await box.see('The PIN is wrong. The next try is possible in 5 s.');
    box.type('2468\r');
    // Nothing may appear that could be waited for; each key takes two turns.
    for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
    await box.see('PIN  _');
    box.clock.advance(1000);
    await box.see('The next try is possible in 4 s.');
    box.clock.advance(4000);
    await box.seeNo('The next try');
    expect(names(box).filter((name) => name === 'access.unlock').length).toBe(1);
    // Only the minute is left.
    expect(box.clock.pending.length).toBe(1);
    box.type('2');
    await box.see('PIN  *_');
  });

  test('counts down from the beginning when an earlier try was wrong', async () => {
    const box = renderConsole({ answers: { 'access.get': () => ({ ...locked(), retryAfterMs: 8000 }) } });
    box.type('l');
    await box.see('The next try is possible in 8 s.');
  });

  test('says so when the policy has no PIN', async () => {
    const box = renderConsole({ answers: { 'access.get': () => ({ ...locked(), pinSet: false }) } });
    box.type('l');
    await box.see('No PIN is set');
    box.type('\r');
    await box.seeNo('No PIN is set');
  });

  test('does not tell the backend of keys', async () => {
    const box = renderConsole();
    box.type('2');
    await box.see('QEMU Virtual CPU');
    expect(names(box)).not.toContain('access.touch');
  });

  test('shows the seat and whether it is locked', async () => {
    const box = renderConsole();
    await box.see(/tty1.*\n locked/);
    box.store.set({ access: unlocked() });
    await box.see(/ open to \d\d:\d\d/);
  });
});
