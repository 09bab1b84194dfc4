import { expect, it } from 'vitest';
import type { Listener } from '../../../../src/backend/host/follow-command.ts';
import { Network } from '../../../../src/backend/network/network.ts';
import { aloneOptions } from './network-options.ts';

/** Nothing happens by itself. */
const stillClock = { now: () => new Date(0), after: () => () => {} };

it('is not applied again before a start when nothing was heard since', async () => {
  let looks = 0;
  let say = (): void => {};
  const host = {
    run: async () => ({ ok: true, stdout: '' }) as const,
    readText: async () => ({ ok: true, value: '' }) as const,
    writeText: async () => {},
  };
  const network = new Network({
    ...aloneOptions(),
    ...{ clock: stillClock, host, machine: host, own: false },
    follow: (_, __, listener: Listener) => {
      say = () => listener.output();
      return { stop: async () => {} };
    },
    refreshNics: async () => {
      looks += 1;
      return [];
    },
  });
  await network.start();
  try {
    await network.apply();
    const looked = looks;
    await network.apply();
    expect(looks).toBe(looked);
    // What a guest is started with counts in any case.
    await network.apply(['02:00:00:00:00:01']);
    expect(looks).toBe(looked + 1);
    say();
    await network.apply();
    expect(looks).toBeGreaterThan(looked + 1);
  } finally {
    await network.stop();
  }
});
