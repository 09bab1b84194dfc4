import { factValue, type Nic, type PortRoleRequest } from '../../../contract/index.ts';
import {
  findSameNetworks,
  findSettingsMistakes,
  type SettingsMistake,
} from '../../engine/management-settings.ts';
import { findNics, ownAddress, placeOf } from '../../engine/nic-names.ts';
import { type PortRole as Entry, planPortRoles, roleOf } from '../../engine/port-roles.ts';
import type { Override, PendingChange } from './model.ts';
import { byTechnician } from './with-overrides.ts';

export type RoleChange =
  | { kind: 'change'; change: Omit<PendingChange, 'confirmBy'> }
  /** It is so already. */
  | { kind: 'same'; message: string }
  | { kind: 'refused'; code: string; message: string; hint?: string | undefined };

/** As the policy has them. */
export interface PortEntry extends Entry {
  address?: string | undefined;
}

export interface RoleChangeParts {
  request: PortRoleRequest;
  /** The one that the request means. */
  nic: Nic;
  nics: readonly Nic[];
  /** What the policy says. */
  ports: readonly PortEntry[];
  overrides: readonly Override[];
}

/** What a technician's wish makes of the overrides, in words; or why it cannot be. */
export function planRoleChange({ request, nic, nics, ports, overrides }: RoleChangeParts): RoleChange {
  const mistake = findMistake(request);
  if (mistake !== undefined) return refused(mistake.message, mistake.hint);
  const own = overrides.find(({ port }) => findNics(port, nics).includes(nic));
  const next = toOverride(request, toLastingName(nic, nics));
  if (JSON.stringify(next) === JSON.stringify(own))
    return { kind: 'same', message: `${nameOf(nic)} is so already: ${describe(next)}` };

  const after = [...overrides.filter((each) => each !== own), ...(next === undefined ? [] : [next])];
  const now = toEntries(after, ports, nics);
  const same = findSameNetwork(now, nics);
  if (same !== undefined) return refused(same, 'The host cannot have two ports in one network');
  const before = toEntries(overrides, ports, nics);
  const role = next === undefined ? `${roleOf(now, nic)}, as the policy says` : describe(next);
  const what = `${nameOf(nic)}: ${role} (before: ${roleOf(before, nic)})`;
  const isLast = hasGuestNic(before, nics) && !hasGuestNic(now, nics);
  const message = isLast ? `${what}; no NIC of the box is the guest's any more` : what;
  return { kind: 'change', change: { nic: nic.name, message, overrides: after } };
}

type Entries = ReadonlyMap<Nic, PortEntry>;

const toEntries = (
  overrides: readonly Override[],
  ports: readonly PortEntry[],
  nics: readonly Nic[],
): Entries => planPortRoles<PortEntry>([...overrides.map(byTechnician), ...ports], nics).entries;

const hasGuestNic = (entries: Entries, nics: readonly Nic[]): boolean =>
  nics.some((nic) => ['guest', 'passthrough'].includes(roleOf(entries, nic)));

function toOverride(request: PortRoleRequest, port: string): Override | undefined {
  if (request.role === 'policy') return undefined;
  return request.role === 'management' ? { ...request, port } : { port, role: request.role };
}

/** By its own hardware address, its place, or its name: the first that means this NIC alone. It finds the NIC again when the kernel names it anew. */
export function toLastingName(nic: Nic, nics: readonly Nic[]): string {
  const names = [ownAddress(nic), placeOf(nic)].filter((name) => name !== null);
  return names.find((name) => findNics(name, nics).every((each) => each === nic)) ?? nic.name;
}

function findMistake(request: PortRoleRequest): Pick<SettingsMistake, 'message' | 'hint'> | undefined {
  if (request.role !== 'management') return undefined;
  const [mistake] = findSettingsMistakes(request);
  if (mistake === undefined) return undefined;
  const { key, index = 0, message, hint } = mistake;
  const value = key === 'dns' ? request.dns?.[index] : request[key];
  return { message: `${key} is ${value}: ${message}`, ...(hint === undefined ? {} : { hint }) };
}

function findSameNetwork(entries: Entries, nics: readonly Nic[]): string | undefined {
  const ports = nics.filter((nic) => roleOf(entries, nic) === 'management');
  const [same] = findSameNetworks(
    ports.map((nic) => ({ owner: nameOf(nic), address: entries.get(nic)?.address })),
  );
  const nic = same === undefined ? undefined : ports[same.index];
  return nic && `${nameOf(nic)} gets ${entries.get(nic)?.address}: ${same?.message}`;
}

function nameOf(nic: Nic): string {
  const label = factValue(nic.port);
  return label === undefined ? nic.name : `${nic.name} (${label})`;
}

function describe(override: Override | undefined): string {
  if (override === undefined) return 'as the policy says';
  if (override.role !== 'management') return override.role;
  const { address, gateway, dns = [] } = override;
  return [
    `management with ${address === 'dhcp' ? 'an address by DHCP' : address}`,
    ...(gateway === undefined ? [] : [`gateway ${gateway}`]),
    ...(dns.length === 0 ? [] : [`name servers ${dns.join(' ')}`]),
  ].join(', ');
}

const refused = (message: string, hint?: string): RoleChange => ({
  kind: 'refused',
  code: 'network.wrong-value',
  message,
  hint,
});
