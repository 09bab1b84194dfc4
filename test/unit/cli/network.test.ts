import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type ApiServer, answer, startApiServer } from '../../support/api-server.ts';
import { type Cli, prepareCli } from '../../support/cli-process.ts';
import { sample } from '../../support/samples.ts';

let cli: Cli;
beforeAll(async () => {
  cli = await prepareCli();
});
afterAll(() => cli[Symbol.asyncDispose]());

let server: ApiServer;
beforeEach(async () => {
  server = await startApiServer();
  server.on('network.get', () => sample.network());
  server.on('network.identify', () => answer(202, { ...sample.operation(), kind: 'network.identify' }));
});
afterEach(() => server[Symbol.asyncDispose]());

const bezel = (...argv: string[]) => cli.run(argv, { socketPath: server.socketPath });

test('the network has a row for each port', async () => {
  const { stdout, code } = await bezel('network');
  expect(code).toBe(0);
  expect(stdout.split('\n').slice(0, 3)).toEqual([
    "PORT    NIC     ROLE        LINK           BRIDGE     AS WANTED  GUEST'S MAC",
    'LAN 1   enp1s0  guest       up, 1 Gbit/s   br-enp1s0  yes        3c:ec:ef:00:00:10',
    'enp2s0  enp2s0  unused      unknown        none       yes        none',
  ]);
  expect(JSON.parse((await bezel('network', 'show', '--json')).stdout)).toEqual(sample.network());
});

test('a port blinks for as long as is asked for', async () => {
  await bezel('network', 'identify', 'LAN 1', '--seconds', '30', '--no-wait');
  expect(server.calls.at(-1)).toMatchObject({
    name: 'network.identify',
    body: { port: 'LAN 1', seconds: 30 },
  });
  const { code, stderr } = await bezel('network', 'identify', 'eno1', '--seconds', 'long');
  expect([code, stderr]).toEqual([2, expect.stringContaining('--seconds is no whole number')]);
});
