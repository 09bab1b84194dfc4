import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Following } from '../../../src/backend/host/follow-command.ts';
import { applyRules } from '../../../src/backend/network/apply-rules.ts';
import type { ManagementPort } from '../../../src/backend/network/management/management-ports.ts';
import { renderManagement } from '../../../src/backend/network/management/render-management.ts';
import { eventually } from '../../support/eventually.ts';
import { makeNamespace, type Namespace } from './support/namespace.ts';

const support = join(import.meta.dirname, 'support');

/** As the network has them where the host comes to. */
const server = `[Match]
Name=wire1
[Network]
Address=198.51.100.1/24
DHCPServer=yes
LinkLocalAddressing=no
[DHCPServer]
DNS=198.51.100.53
`;

/** A systemd-networkd in the namespace, with these files. */
async function startNetworkd(
  { follow }: Namespace,
  folder: string,
  files: { name: string; text: string }[],
): Promise<Following> {
  await mkdir(folder);
  for (const { name, text } of files) await writeFile(join(folder, name), text);
  const args = ['--mount', 'sh', join(support, 'networkd.sh'), folder];
  return follow('unshare', args, { output: () => {}, end: () => {} });
}

/** Codes and contents of the options of a message to a DHCP server, by RFC 2131 and 2132; undefined for any other frame. */
function parseDhcp(hex: string): Map<number, string> | undefined {
  const frame = Buffer.from(hex, 'hex');
  const isToServer = frame[23] === 17 && frame.readUInt16BE(36) === 67;
  const start = frame.indexOf(Buffer.from('63825363', 'hex'));
  if (!isToServer || start < 0) return undefined;
  const options = new Map<number, string>();
  for (let at = start + 4; at < frame.length && frame[at] !== 255; ) {
    const length = frame[at + 1] ?? 0;
    options.set(frame[at] ?? 0, frame.subarray(at + 2, at + 2 + length).toString('hex'));
    at += 2 + length;
  }
  return options;
}

const ports: ManagementPort[] = [
  { nic: 'eth0', wanted: { address: '192.0.2.10/24', gateway: '192.0.2.1' }, allow: [] },
  { nic: 'eth1', wanted: { address: 'dhcp' }, allow: [] },
];

it('systemd-networkd gives the ports their addresses through the packet filter, and tells the server no name', async () => {
  await using made = new AsyncDisposableStack();
  const host = made.use(await makeNamespace(2));
  const peer = made.use(await makeNamespace(0));
  const dir = await mkdtemp(join(tmpdir(), 'bz-networkd-'));
  made.defer(() => rm(dir, { recursive: true, force: true }));
  for (const wire of ['wire0', 'wire1']) await host.ip('link', 'set', wire, 'netns', peer.name);
  for (const link of ['eth0', 'eth1']) await host.ip('link', 'set', link, 'addrgenmode', 'none', 'up');
  for (const link of ['wire0', 'wire1']) await peer.ip('link', 'set', link, 'addrgenmode', 'none', 'up');
  expect((await applyRules(host.host.run, { inside: ['lo'], management: ports })).problems).toEqual([]);

  const index = (await peer.links()).get('wire1')?.index;
  const heard = join(dir, 'heard');
  const hear = [join(support, 'hear-frames.pl'), String(index), heard];
  const listener = peer.follow('perl', hear, { output: () => {}, end: () => {} });
  made.defer(() => listener.stop());
  await eventually(() => readFile(heard));
  const serving = await startNetworkd(peer, join(dir, 'peer'), [{ name: '10-server.network', text: server }]);
  made.defer(() => serving.stop());
  const serves = await startNetworkd(host, join(dir, 'host'), renderManagement(ports).files);
  made.defer(() => serves.stop());

  await eventually(async () => {
    const links = await host.links();
    expect(links.get('eth0')?.addresses).toEqual(['192.0.2.10/24']);
    expect(links.get('eth1')?.addresses).toEqual([expect.stringMatching(/^198\.51\.100\.\d+\/24$/)]);
  });
  const requests = (await readFile(heard, 'utf8')).split('\n').flatMap((line) => parseDhcp(line) ?? []);
  const mac = (await host.links()).get('eth1')?.address.replaceAll(':', '');
  expect(requests.length).toBeGreaterThan(0);
  for (const options of requests) {
    expect(options.get(61)).toBe(`01${mac}`);
    // Host name, vendor class, user class, fully qualified domain name.
    for (const code of [12, 60, 77, 81]) expect(options.has(code), `option ${code}`).toBe(false);
  }
});
