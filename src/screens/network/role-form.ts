import type { ManagementSettings, NetworkPort, PortRoleRequest } from '../../contract/index.ts';
import type { FormField, FormValues } from '../../ui/form/form-state.ts';

const IPV4 = /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$/;
const ADDRESS = 18;
const MOST_SERVERS = 3;

/** What the form asks for: addresses only where the host is to have some, and those only where they do not come by DHCP. */
export function roleFields({ role, by }: FormValues): readonly FormField[] {
  const text = (id: string, label: string, longest: number): FormField => ({
    kind: 'text',
    id,
    label,
    longest,
  });
  const roles: FormField = {
    kind: 'choice',
    id: 'role',
    label: 'What it is for',
    options: [
      { value: 'guest', label: 'the guest' },
      { value: 'management', label: 'management of the host' },
      { value: 'unused', label: 'nobody' },
      { value: 'policy', label: 'what the policy says' },
    ],
  };
  if (role !== 'management') return [roles];
  const way: FormField = {
    kind: 'choice',
    id: 'by',
    label: 'Its address',
    options: [
      { value: 'dhcp', label: 'by DHCP' },
      { value: 'static', label: 'fixed' },
    ],
  };
  const fixed = [text('address', 'Address/prefix', ADDRESS), text('gateway', 'Gateway', ADDRESS)];
  return [
    roles,
    way,
    ...(by === 'static' ? fixed : []),
    text('dns', 'Name servers', (ADDRESS + 1) * MOST_SERVERS),
  ];
}

/** What the form says at first: what the NIC is for now. */
export function toFormValues({ role, management }: NetworkPort): FormValues {
  const { address = 'dhcp', gateway = '', dns = [] } = management?.wanted ?? {};
  return {
    role: role === 'passthrough' ? 'guest' : role,
    by: address === 'dhcp' ? 'dhcp' : 'static',
    address: address === 'dhcp' ? '' : address,
    gateway,
    dns: dns.join(' '),
  };
}

/** The request that a filled-in form makes, or what is wrong with it. Whether the addresses fit each other, the backend says. */
export function toRoleRequest(
  port: string,
  { role, by, address = '', gateway = '', dns = '' }: FormValues,
): { request: PortRoleRequest } | { wrong: string } {
  if (role === 'guest' || role === 'unused' || role === 'policy') return { request: { port, role } };
  const servers = dns.split(/[\s,]+/).filter(Boolean);
  if (servers.length > MOST_SERVERS || !servers.every((each) => IPV4.test(each)))
    return { wrong: `Name servers are up to ${MOST_SERVERS} addresses, for example 192.0.2.53` };
  const names = servers.length === 0 ? {} : { dns: servers };
  if (by === 'dhcp') return { request: { port, role: 'management', address: 'dhcp', ...names } };
  const [ip = '', prefix = '', ...rest] = address.trim().split('/');
  if (!IPV4.test(ip) || !/^\d{1,2}$/.test(prefix) || Number(prefix) > 32 || rest.length > 0)
    return { wrong: 'The address has a prefix length, for example 192.0.2.10/24' };
  const via = gateway.trim();
  if (via !== '' && !IPV4.test(via)) return { wrong: 'The gateway is an address, for example 192.0.2.1' };
  const settings: ManagementSettings = {
    address: `${ip}/${prefix}`,
    ...(via === '' ? {} : { gateway: via }),
    ...names,
  };
  return { request: { port, role: 'management', ...settings } };
}
