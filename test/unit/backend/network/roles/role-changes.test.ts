import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Override, RoleState } from '../../../../../src/backend/network/roles/model.ts';
import type { PolicyPort } from '../../../../../src/backend/network/roles/plan-policy-change.ts';
import { confirmWithinMs, RoleChanges } from '../../../../../src/backend/network/roles/role-changes.ts';
import { ManualClock } from '../../../client/manual-clock.ts';
import { silentLog } from '../../silent-log.ts';

/** A box whose backend may be killed and started again; the file is all that stays. */
class Box {
  readonly clock = new ManualClock();
  written: RoleState = { confirmed: [] };
  /** How often it was started. A process that was killed writes nothing any more. */
  lives = 0;
  policy: PolicyPort[] | undefined;
  killAtNextWrite: 'before' | 'after' | undefined;
  #failures: Error[] = [];
  changes = this.#boot();

  #boot(): RoleChanges {
    this.lives += 1;
    const life = this.lives;
    return new RoleChanges({
      clock: this.clock,
      log: silentLog,
      file: {
        read: async () => structuredClone(this.written),
        write: async (state) => {
          if (life !== this.lives) throw new Error('it was killed');
          const failure = this.#failures.shift();
          if (failure !== undefined) throw failure;
          const killed = this.killAtNextWrite;
          this.killAtNextWrite = undefined;
          if (killed !== 'before') this.written = structuredClone(state);
          if (killed === undefined) return;
          await this.kill();
          throw new Error('it was killed');
        },
      },
      readPorts: () => this.policy,
      onChange: () => {},
    });
  }

  failNextWrite(): void {
    this.#failures.push(new Error('no space left on device'));
  }

  async kill(): Promise<void> {
    this.changes = this.#boot();
    await this.changes.start();
  }

  async set(role: Override['role'] & ('guest' | 'unused')): Promise<void> {
    await this.changes.begin({ nic: 'eno1', message: `eno1: ${role}`, overrides: [{ port: 'eno1', role }] });
  }

  /** Until what the time brings is done. */
  async wait(ms: number): Promise<void> {
    const { changes } = this;
    this.clock.advance(ms);
    await changes.settled();
  }

  get inForce(): string {
    return this.changes.overrides.map(({ role }) => role).join();
  }
}
const code = (doing: Promise<unknown>): Promise<unknown> =>
  doing.then(
    () => undefined,
    (error: { code?: unknown }) => error.code,
  );

describe('a change', () => {
  it('is in force at once, written down, and told of with the moment at which it ends', async () => {
    const box = new Box();
    await box.set('unused');
    expect(box.inForce).toBe('unused');
    expect(box.written.pending).toMatchObject({ nic: 'eno1', message: 'eno1: unused' });
    expect(box.changes.unconfirmed).toEqual({
      ...{ nic: 'eno1', message: 'eno1: unused', confirmBy: '2026-03-01T08:01:00.000Z' },
    });
  });

  it('is kept when it is confirmed, also after a restart', async () => {
    const box = new Box();
    await box.set('unused');
    await box.changes.confirm();
    expect([box.clock.pending, box.changes.unconfirmed]).toEqual([[], undefined]);
    await box.kill();
    expect(box.inForce).toBe('unused');
    expect(box.changes.problems).toEqual([]);
  });

  it('is taken back after 60 s, and the status says so for a while', async () => {
    const box = new Box();
    await box.set('guest');
    await box.changes.confirm();
    await box.set('unused');
    box.clock.advance(confirmWithinMs - 1);
    expect(box.inForce).toBe('unused');
    await box.wait(confirmWithinMs);
    expect([box.inForce, box.written]).toEqual(['guest', { confirmed: [{ port: 'eno1', role: 'guest' }] }]);
    expect(box.changes.problems).toMatchObject([
      { code: 'network.taken-back', message: expect.stringContaining('eno1: unused') },
    ]);
    box.clock.advance(15 * 60_000);
    expect(box.changes.problems).toEqual([]);
  });

  it('is taken back when the backend is killed meanwhile, and the next one says so', async () => {
    const box = new Box();
    await box.set('unused');
    await box.kill();
    expect([box.inForce, box.written]).toEqual(['', { confirmed: [] }]);
    expect(box.changes.problems).toMatchObject([{ code: 'network.taken-back' }]);
  });

  it('is taken back at once when somebody wants it', async () => {
    const box = new Box();
    await box.set('unused');
    await box.changes.revert();
    expect([box.inForce, box.written.pending, box.clock.pending]).toEqual(['', undefined, []]);
  });

  it('keeps any other from beginning', async () => {
    const box = new Box();
    await box.set('unused');
    expect(await code(box.set('guest'))).toBe('network.unconfirmed');
    expect(box.inForce).toBe('unused');
  });
});

it('has nothing to confirm and nothing to take back without a change', async () => {
  const box = new Box();
  expect(await code(box.changes.confirm())).toBe('network.nothing-unconfirmed');
  expect(await code(box.changes.revert())).toBe('network.nothing-unconfirmed');
});

describe('a disk that takes nothing', () => {
  it('keeps a change from beginning, and an unconfirmed one from being confirmed', async () => {
    const box = new Box();
    box.failNextWrite();
    expect(await code(box.set('unused'))).toBe('network.not-kept');
    expect([box.inForce, box.changes.unconfirmed]).toEqual(['', undefined]);
    await box.set('unused');
    box.failNextWrite();
    expect(await code(box.changes.confirm())).toBe('network.not-kept');
    expect(box.changes.unconfirmed).toBeDefined();
    await box.changes.confirm();
  });

  it('keeps no change from being taken back', async () => {
    const box = new Box();
    await box.set('unused');
    box.failNextWrite();
    await box.wait(confirmWithinMs);
    expect(box.inForce).toBe('');
    await box.kill();
    expect(box.inForce).toBe('');
  });
});

const reach = (last: number): PolicyPort[] => [
  { port: 'LAN 2', role: 'management', address: `192.0.2.${last}/24` },
];

describe('another address of a management port in the policy', () => {
  const started = async (): Promise<Box> => {
    const box = new Box();
    box.policy = reach(10);
    await box.changes.start();
    return box;
  };
  const say = (box: Box, ports: PolicyPort[]): Promise<void> => {
    box.policy = ports;
    return box.changes.policyChanged();
  };

  it('counts at once where nothing was before', async () => {
    const box = await started();
    expect([box.changes.ports, box.changes.unconfirmed, box.written.ports]).toEqual([
      reach(10),
      undefined,
      reach(10),
    ]);
  });

  it('is in force for 60 s, and then those of before are, with a problem that says so', async () => {
    const box = await started();
    await say(box, reach(20));
    expect([box.changes.ports, box.changes.problems]).toEqual([reach(20), []]);
    expect(box.changes.unconfirmed).toMatchObject({
      message: 'Management ports by the policy: lan 2 192.0.2.20/24 (before: lan 2 192.0.2.10/24)',
    });
    await box.wait(confirmWithinMs);
    expect([box.changes.ports, box.changes.unconfirmed]).toEqual([reach(10), undefined]);
    expect(box.changes.problems).toMatchObject([
      { code: 'network.taken-back' },
      { code: 'network.policy-held', hint: expect.stringContaining('bezel config reload') },
    ]);
    await box.kill();
    expect([box.changes.ports, box.changes.unconfirmed]).toEqual([reach(10), undefined]);
  });

  it('stays once it is confirmed', async () => {
    const box = await started();
    await say(box, reach(20));
    await box.changes.confirm();
    await box.kill();
    expect([box.changes.ports, box.changes.problems]).toEqual([reach(20), []]);
  });

  it('is taken back by a kill, and tried again when the policy is read again', async () => {
    const box = await started();
    await say(box, reach(20));
    await box.kill();
    expect([box.changes.ports, box.changes.unconfirmed]).toEqual([reach(10), undefined]);
    await box.changes.policyChanged();
    expect(box.changes.ports).toEqual(reach(20));
  });

  it('ends when the policy says again what it said before, and begins anew when it says a third thing', async () => {
    const box = await started();
    await say(box, reach(20));
    await say(box, reach(10));
    expect([box.changes.ports, box.changes.unconfirmed, box.clock.pending]).toEqual([
      reach(10),
      undefined,
      [],
    ]);
    await say(box, reach(20));
    await box.wait(confirmWithinMs - 1);
    await say(box, reach(30));
    expect([box.changes.ports, box.clock.pending]).toEqual([reach(30), [confirmWithinMs]]);
    await box.wait(confirmWithinMs);
    expect(box.changes.ports).toEqual(reach(10));
  });

  it("waits for the end of a technician's change", async () => {
    const box = await started();
    await box.set('unused');
    await say(box, reach(20));
    expect([box.changes.ports, box.changes.unconfirmed?.message]).toEqual([reach(10), 'eno1: unused']);
    await box.changes.confirm();
    expect([box.inForce, box.changes.ports]).toEqual(['unused', reach(20)]);
    await box.wait(confirmWithinMs);
    expect([box.inForce, box.changes.ports]).toEqual(['unused', reach(10)]);
  });

  it('is nothing that waits when other things change, or a first management port comes', async () => {
    const box = await started();
    const more: PolicyPort[] = [...reach(10), { port: 'eno3', role: 'unused' }];
    await say(box, more);
    expect([box.changes.ports, box.changes.unconfirmed]).toEqual([more, undefined]);
    await say(box, []);
    await box.changes.confirm();
    await say(box, reach(20));
    expect([box.changes.ports, box.changes.unconfirmed]).toEqual([reach(20), undefined]);
  });

  it('does not begin when it cannot be written down', async () => {
    const box = await started();
    box.failNextWrite();
    await say(box, reach(20));
    expect([box.changes.ports, box.changes.unconfirmed]).toEqual([reach(10), undefined]);
    expect(box.changes.problems).toMatchObject([{ code: 'network.policy-held' }]);
  });

  it('is in force when it is confirmed, or for less than 60 s, whatever happens in whatever order', async () => {
    const event = fc.oneof(
      fc.constantFrom('confirm' as const, 'revert' as const, 'kill' as const, 'fail' as const),
      fc.integer({ min: 10, max: 12 }).map((policy) => ({ policy })),
      fc.integer({ min: 1, max: confirmWithinMs }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(event, { maxLength: 30 }), async (events) => {
        const box = await started();
        let kept = JSON.stringify(reach(10));
        for (const each of events) {
          const before = JSON.stringify(box.changes.ports);
          if (typeof each === 'number') await box.wait(each);
          else if (typeof each === 'object') await say(box, reach(each.policy));
          else if (each === 'confirm') {
            if ((await code(box.changes.confirm())) === undefined) kept = before;
          } else if (each === 'revert') await box.changes.revert().catch(() => {});
          else if (each === 'kill') await box.kill();
          else box.failNextWrite();
          const { unconfirmed, ports } = box.changes;
          if (unconfirmed === undefined) expect(JSON.stringify(ports)).toBe(kept);
          else expect(Date.parse(unconfirmed.confirmBy)).toBeGreaterThan(box.clock.now().getTime());
          expect(JSON.stringify(box.written.ports)).toBe(kept);
        }
      }),
      { numRuns: 300 },
    );
  });
});

it('has in force what was confirmed last, or an unconfirmed change for less than 60 s, whatever happens in whatever order', async () => {
  const event = fc.oneof(
    fc.constantFrom('guest' as const, 'unused' as const, 'confirm' as const, 'revert' as const),
    fc.constantFrom(
      'kill' as const,
      'kill before the next write' as const,
      'kill after the next write' as const,
    ),
    fc.constantFrom('fail the next write' as const),
    fc.integer({ min: 1, max: confirmWithinMs }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(event, { maxLength: 30 }), async (events) => {
      const box = new Box();
      /** What the answers say; killed while it is answering, a confirmation may have counted or not. */
      let kept = [''];
      for (const each of events) {
        const before = box.inForce;
        const { lives } = box;
        if (typeof each === 'number') await box.wait(each);
        else if (each === 'guest' || each === 'unused') await box.set(each).catch(() => {});
        else if (each === 'confirm') {
          const answered = (await code(box.changes.confirm())) === undefined;
          if (box.lives > lives) kept = [...kept, before];
          else if (answered) kept = [before];
        } else if (each === 'revert') await box.changes.revert().catch(() => {});
        else if (each === 'kill') await box.kill();
        else if (each === 'fail the next write') box.failNextWrite();
        else box.killAtNextWrite = each === 'kill before the next write' ? 'before' : 'after';

        const now = box.changes.unconfirmed;
        if (now === undefined) {
          expect(kept).toContain(box.inForce);
          kept = [box.inForce];
        } else expect(Date.parse(now.confirmBy)).toBeGreaterThan(box.clock.now().getTime());
        // What counts for whoever starts now.
        expect(kept).toContain(box.written.confirmed.map(({ role }) => role).join());
      }
    }),
    { numRuns: 300 },
  );
});
