import { beforeEach, describe, expect, test, vi } from 'vitest';
import { createReadiness } from '../../../../src/ui/terminal/readiness.ts';

function start({ serial }: { serial: boolean }) {
  const idle = new Set<() => void>();
  const sent: string[] = [];
  const readiness = createReadiness({
    stage: {
      whenIdle: (done) => {
        idle.add(done);
        return () => void idle.delete(done);
      },
    },
    line: {
      send: (bytes) => void sent.push(bytes),
      size: () => (serial ? undefined : { columns: 80, rows: 24 }),
    },
  });
  let told = 0;
  return {
    readiness,
    sent,
    told: () => told,
    tell: () => {
      told++;
    },
    /** The line has taken everything. */
    taken: () => {
      for (const done of [...idle]) {
        idle.delete(done);
        done();
      }
    },
  };
}

beforeEach(() => {
  vi.useFakeTimers();
  return () => vi.useRealTimers();
});

describe('what was drawn is on the screen', () => {
  test('where the system knows the terminal once the line has taken it', () => {
    const { readiness, sent, told, tell, taken } = start({ serial: false });
    readiness.when(tell);
    expect(told()).toBe(0);
    taken();
    expect([told(), sent]).toEqual([1, []]);
  });

  test('on a serial line once the terminal answers, which is asked once for all', () => {
    const { readiness, sent, told, tell, taken } = start({ serial: true });
    readiness.when(tell);
    readiness.when(tell)();
    readiness.when(tell);
    taken();
    readiness.when(tell);
    expect([told(), sent, readiness.isAsked()]).toEqual([0, ['\u001b[5n'], true]);
    readiness.answered();
    expect([told(), sent.length, readiness.isAsked()]).toEqual([3, 1, false]);
    // What comes late or unasked tells nothing.
    readiness.answered();
    expect(told()).toBe(3);
  });

  test('on a serial line whose terminal never answers after a time', () => {
    const { readiness, told, tell, taken } = start({ serial: true });
    readiness.when(tell);
    taken();
    vi.advanceTimersByTime(9999);
    expect(told()).toBe(0);
    vi.advanceTimersByTime(1);
    expect(told()).toBe(1);
  });

  test('not while the terminal is lent; afterwards it is asked anew', () => {
    const { readiness, sent, told, tell, taken } = start({ serial: true });
    readiness.when(tell);
    taken();
    readiness.suspend();
    readiness.answered();
    vi.advanceTimersByTime(60_000);
    readiness.when(tell);
    taken();
    expect(told()).toBe(0);
    readiness.resume();
    taken();
    expect(sent.length).toBe(2);
    readiness.answered();
    expect(told()).toBe(2);
  });
});
