import { findPorts } from '../../client/network/find-ports.ts';
import type { NetworkPort, PortRoleRequest } from '../../contract/index.ts';
import { carryOut } from '../carry-out.ts';
import type { Context, Verb } from '../command/verb.ts';
import { EXIT, Refused, UsageError } from '../exit.ts';
import { renderNetwork, renderPort, renderUnconfirmed } from '../network-text.ts';

const show: Verb = {
  path: ['network', 'show'],
  summary: 'Show the NICs of the box, or everything about one',
  details: [
    'PORT is a place on the bus, a name, a hardware address or the label of the chassis.',
    'With it: who is at the other end of the cable, as it says by LLDP; what was counted; addresses.',
    'With PORT and --json, only that port of the network is printed.',
  ],
  args: [{ name: 'PORT', required: false }],
  examples: ['bezel network', 'bezel network show eno1', "bezel network show --json | jq -r '.ports[].nic'"],
  isDefault: true,
  run: async ({ client, out, args, signal }) => {
    const now = await client.call('network.get', {}, { signal });
    const [name] = args;
    const port = name === undefined ? undefined : findPort(name, now.ports);
    if (out.json) out.printJson(port ?? now);
    else out.print(port === undefined ? renderNetwork(now) : renderPort(port, out.columns));
    return undefined;
  },
};

/** Throws where the name is no port's, or that of several. */
function findPort(name: string, ports: readonly NetworkPort[]): NetworkPort {
  const [port, ...others] = findPorts(name, ports);
  if (port === undefined)
    throw new Refused(
      'network.port-unknown',
      `The box has no NIC that is called ${name}`,
      ports.length === 0 ? 'It has none at all' : `It has ${ports.map(({ nic }) => nic).join(', ')}`,
    );
  if (others.length > 0)
    throw new Refused(
      'network.port-ambiguous',
      `${others.length + 1} NICs of the box are called ${name}`,
      `Name one of them: ${[port, ...others].map(({ nic }) => nic).join(', ')}`,
    );
  return port;
}

const identify: Verb = {
  path: ['network', 'identify'],
  summary: 'Make the light of a NIC blink',
  details: [
    'PORT is a place on the bus, a name, a hardware address or the label of the chassis.',
    'It needs a driver that can. bezel operations cancel ends it early.',
  ],
  args: [{ name: 'PORT', required: true }],
  options: ['seconds', 'no-wait'],
  examples: ['bezel network identify eno1', 'bezel network identify 0000:01:00.0 --seconds 30'],
  run: async (context) => {
    const seconds = toSeconds(context.options.seconds);
    const body = { port: context.args[0] ?? '', ...(seconds === undefined ? {} : { seconds }) };
    return carryOut(
      context,
      await context.client.call('network.identify', { body }, { signal: context.signal }),
    );
  },
};

function toSeconds(given: string | undefined): number | undefined {
  if (given === undefined) return undefined;
  const seconds = Number(given);
  if (!Number.isInteger(seconds) || seconds < 1 || seconds > 60)
    throw new UsageError(
      `--seconds is no whole number from 1 to 60: ${given}`,
      'bezel network identify --help',
    );
  return seconds;
}

const set: Verb = {
  path: ['network', 'set'],
  summary: 'Change what a NIC is for',
  details: [
    'PORT is a place on the bus, a name, a hardware address or the label of the chassis.',
    'guest: it is in a bridge, for the guest. management: the host has an address there. unused: nobody has it. policy: what the policy says, and nothing else.',
    'The change is in force at once, and is taken back after 60 s, or when the backend or the box ends, unless somebody confirms it: bezel network confirm.',
  ],
  args: [{ name: 'PORT', required: true }],
  options: ['role', 'address', 'gateway', 'dns', 'no-wait'],
  examples: [
    'bezel network set enp2s0 --role management --address 192.0.2.10/24',
    'bezel network set enp2s0 --role policy',
  ],
  run: async (context) => {
    const body = toRequest(context);
    const { client, out, options, signal } = context;
    const code = await carryOut(context, await client.call('network.set', { body }, { signal }));
    if (code !== EXIT.done || out.json || options['no-wait'] === true) return code;
    out.print(renderUnconfirmed(await client.call('network.get', {}, { signal })));
    return code;
  },
};

function toRequest({ args, options }: Context): PortRoleRequest {
  const { role, address, gateway, dns } = options;
  const port = args[0] ?? '';
  const help = 'bezel network set --help';
  if (role === 'management') {
    const settings = { address: address ?? 'dhcp', ...(gateway && { gateway }), ...(dns && { dns }) };
    return { port, role, ...settings };
  }
  if (role !== 'guest' && role !== 'unused' && role !== 'policy')
    throw new UsageError('--role is missing', help);
  if ((address ?? gateway ?? dns) !== undefined)
    throw new UsageError('--address, --gateway and --dns go with --role management only', help);
  return { port, role };
}

const ending = (how: 'confirm' | 'revert', summary: string, details: string[]): Verb => ({
  path: ['network', how],
  summary,
  details,
  examples: [`bezel network ${how}`],
  run: async ({ client, out, signal }) => {
    const now = await client.call(`network.${how}`, {}, { signal });
    if (out.json) out.printJson(now);
    else out.print(renderNetwork(now));
    return undefined;
  },
});

const confirm = ending('confirm', 'Keep the change of the network that is not confirmed yet', [
  'It stays in force until somebody sets the NIC anew.',
]);
const revert = ending('revert', 'Take the change of the network back that is not confirmed yet', [
  'That happens by itself 60 s after the change.',
]);

export const network: Verb[] = [show, set, confirm, revert, identify];
