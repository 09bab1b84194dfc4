import { expect, it } from 'vitest';
import type { RunCommand } from '../../../../src/backend/host/commands.ts';
import { notRead, read } from '../../../../src/backend/host/reading.ts';
import { applyResolver } from '../../../../src/backend/network/management/apply-resolver.ts';
import type { ManagementPort } from '../../../../src/backend/network/management/management-ports.ts';
import { parseNameServers } from '../../../../src/backend/network/management/parse-name-servers.ts';
import { renderResolver } from '../../../../src/backend/network/management/render-resolver.ts';

/** As `networkctl --json=short status` of systemd 252 and 257 has them, among much else. */
const status = (...servers: object[]): string => JSON.stringify({ Index: 2, Name: 'eno1', DNS: servers });
const said = { Family: 2, Address: [192, 0, 2, 53], ConfigSource: 'DHCPv4' };

it('finds the IPv4 servers of a link, whatever else stands there', () => {
  const six = { Family: 10, Address: Array(16).fill(1) };
  expect(parseNameServers(status(said, six, { Family: 2, Address: [300, 0, 0, 1] }, {}))).toEqual([
    '192.0.2.53',
  ]);
  expect(parseNameServers(status(...Array(9).fill(said)))).toHaveLength(3);
  for (const text of ['', 'null', '[]', '{}', '{"DNS":7}']) expect(parseNameServers(text)).toEqual([]);
});

it('names each server once, and three at most', () => {
  expect(renderResolver(['192.0.2.1', '192.0.2.1', '192.0.2.2'])).toBe(
    '# Written by bezeld.\nnameserver 192.0.2.1\nnameserver 192.0.2.2\n',
  );
  expect(renderResolver(['192.0.2.1', '192.0.2.2', '192.0.2.3', '192.0.2.4'])).not.toContain('192.0.2.4');
});

const fixed: ManagementPort = {
  nic: 'eno2',
  wanted: { address: '192.0.2.10/24', dns: ['192.0.2.1'] },
  allow: [],
};
const byDhcp: ManagementPort = { nic: 'eno1', wanted: { address: 'dhcp' }, allow: [] };

it('writes what is set and what DHCP has said, and writes it once', async () => {
  const written: string[] = [];
  const run: RunCommand = async (file, args) => {
    expect([file, ...args]).toEqual(['networkctl', '--json=short', 'status', '--', 'eno1']);
    return { ok: true, stdout: status(said) };
  };
  const host = {
    run,
    readText: async () => (written.length === 0 ? notRead('missing', 'no') : read(written.at(-1) ?? '')),
    writeFile: async (_path: string, text: string) => void written.push(text),
  };
  expect(await applyResolver(host, [fixed, byDhcp], '/run/bezel/resolv.conf')).toEqual([]);
  expect(written).toEqual(['# Written by bezeld.\nnameserver 192.0.2.1\nnameserver 192.0.2.53\n']);
  await applyResolver(host, [fixed, byDhcp], '/run/bezel/resolv.conf');
  expect(written).toHaveLength(1);
  await applyResolver(host, [], '/run/bezel/resolv.conf');
  expect(written[1]).toBe('# Written by bezeld.\n');
});

it('tells of a file that cannot be written, and goes on', async () => {
  const host = {
    run: (async () => ({ ok: false, why: 'failed', status: 1, message: 'no bus' })) as RunCommand,
    readText: async () => notRead('missing', 'no'),
    writeFile: async () => {
      throw new Error('no space left on device');
    },
  };
  expect(await applyResolver(host, [byDhcp], '/run/bezel/resolv.conf')).toMatchObject([
    { code: 'network.no-resolver', severity: 'warning', message: expect.stringContaining('no space') },
  ]);
});
