import type { Problem } from '../../../contract/index.ts';
import type { NetworkdHost } from '../networkd/apply-files.ts';
import type { ManagementPort } from './management-ports.ts';
import { parseNameServers } from './parse-name-servers.ts';
import { renderResolver } from './render-resolver.ts';

/**
 * Makes `file`, which is the host's `/etc/resolv.conf`, name the servers of the management ports: those that are set, and those that DHCP has
 * told networkd. Never throws; doing it twice changes nothing.
 */
export async function applyResolver(
  host: Pick<NetworkdHost, 'run' | 'readText' | 'writeFile'>,
  ports: readonly ManagementPort[],
  file: string,
): Promise<Problem[]> {
  const servers: string[] = [];
  for (const { nic, wanted } of ports)
    servers.push(...(wanted.address === 'dhcp' ? await askNetworkd(host, nic) : (wanted.dns ?? [])));
  const text = renderResolver(servers);
  const seen = await host.readText(file);
  if (seen.ok && seen.value === text) return [];
  try {
    await host.writeFile(file, text);
    return [];
  } catch (error) {
    return [failed(file, error)];
  }
}

/** None before DHCP has answered. */
async function askNetworkd({ run }: Pick<NetworkdHost, 'run'>, nic: string): Promise<string[]> {
  const said = await run('networkctl', ['--json=short', 'status', '--', nic]);
  return said.ok ? parseNameServers(said.stdout) : [];
}

const failed = (file: string, why: unknown): Problem => ({
  code: 'network.no-resolver',
  severity: 'warning',
  message: `${file} cannot be written: ${why instanceof Error ? why.message : why}`,
  hint: 'The host finds no names; addresses work',
});
