import { describe, expect, it } from 'vitest';
import { lastGoodIn } from '../../../../src/backend/config/last-good.ts';
import { ConfigSlice } from '../../../../src/backend/config/slice.ts';
import { Bus } from '../../../../src/backend/engine/bus.ts';
import type { Topics } from '../../../../src/backend/engine/topics.ts';
import { notRead, read } from '../../../../src/backend/host/reading.ts';
import type { ConfigStatus } from '../../../../src/contract/index.ts';
import { silentLog } from '../silent-log.ts';

const file = '/etc/bezel/appliance.yaml';
const policy = (name: string): string =>
  `version: 1\nguest: {name: ${name}, disks: [{target: vda, source: /dev/x}]}\n`;

/** A config slice on files in memory. */
function make(files: Map<string, string>) {
  const told: ConfigStatus[] = [];
  const bus = new Bus<Topics>((_, error) => {
    throw error;
  });
  bus.on('config', (status) => told.push(status));
  const reader = {
    readText: async (path: string) => {
      const text = files.get(path);
      return text === undefined ? notRead('missing', 'no such file') : read(text);
    },
  };
  let change = (): void => {};
  const config = new ConfigSlice({
    bus,
    clock: { now: () => new Date(0), after: () => () => {} },
    log: silentLog,
    policyFile: file,
    files: reader,
    lastGood: lastGoodIn('/last-good', reader, async (path, content) => void files.set(path, content)),
    watch: (onChange) => {
      change = onChange;
      return { close: () => {} };
    },
  });
  return { config, told, change: () => change() };
}

describe('the policy in force', () => {
  it('is the file, and a change is told', async () => {
    const files = new Map([[file, policy('one')]]);
    const { config, told, change } = make(files);
    await config.start();
    expect(config.status()).toMatchObject({ inForce: 'policy', problems: [] });
    files.set(file, policy('two'));
    change();
    await config.stop();
    expect(config.policy.guest?.name).toBe('two');
    expect(told.map(({ inForce }) => inForce)).toEqual(['policy', 'policy']);
  });

  it('stays when the file becomes unusable, with the reason beside it', async () => {
    const files = new Map([[file, policy('one')]]);
    const { config } = make(files);
    await config.start();
    files.set(file, 'version: 1\nguest: [');
    const status = await config.reload();
    expect(status).toMatchObject({
      inForce: 'last-good',
      problems: [{ code: 'config.yaml', where: { line: 2 } }, { code: 'config.last-good' }],
    });
    expect(config.policy.guest?.name).toBe('one');
  });

  it('after a restart is the one that the guest last started with', async () => {
    const files = new Map([[file, policy('good')]]);
    const first = make(files).config;
    await first.start();
    const good = { policyText: first.snapshot().text ?? '', domainXml: '<domain/>', about: '{}' };
    await first.keepAsGood(good);
    files.set(file, 'nonsense');

    const second = make(files).config;
    await second.start();
    expect(second.status().inForce).toBe('last-good');
    expect(second.policy.guest?.name).toBe('good');
    expect(await second.readGood()).toEqual(good);
  });

  it('is none, with the usual seats, when there never was a usable one', async () => {
    const { config } = make(new Map());
    await config.start();
    expect(config.status()).toMatchObject({
      inForce: 'none',
      problems: [{ code: 'config.missing' }, { code: 'config.none' }],
    });
    expect(config.policy).toMatchObject({ guest: undefined, console: { seats: ['tty1', 'ttyS0'] } });
    expect(await config.readGood()).toBeUndefined();
  });

  it('comes back by itself when the file is corrected', async () => {
    const files = new Map([[file, 'nonsense']]);
    const { config } = make(files);
    await config.start();
    files.set(file, policy('one'));
    expect(await config.reload()).toMatchObject({ inForce: 'policy', problems: [] });
  });
});
