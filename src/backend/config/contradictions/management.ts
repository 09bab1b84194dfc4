import { findSameNetworks, findSettingsMistakes } from '../../engine/management-settings.ts';
import type { Mistake } from '../mistake.ts';
import type { NetworkPolicy } from '../policy/policy.ts';

type Port = NetworkPolicy['ports'][number];

/** Settings of management ports that no host could have, or that stand at a port which is for something else. */
export function findManagementContradictions(ports: readonly Port[]): Mistake[] {
  return [...ports.flatMap(findPortMistakes), ...findSharedNetworks(ports)];
}

const keys = ['address', 'gateway', 'dns', 'allow'] as const;

function findPortMistakes(port: Port, index: number): Mistake[] {
  const at = (...path: (string | number)[]) => ['network', 'ports', index, ...path];
  if (port.role !== 'management')
    return keys
      .filter((key) => port[key] !== undefined)
      .map((key) => ({ path: at(key), message: `the role of this port is ${port.role}`, hint: onlyThere }));
  return findSettingsMistakes(port).map(({ key, index: member, message, hint }) => ({
    path: member === undefined ? at(key) : at(key, member),
    message,
    ...(hint === undefined ? {} : { hint }),
  }));
}

function findSharedNetworks(ports: readonly Port[]): Mistake[] {
  const addressed = ports.flatMap(({ role, address }, index) =>
    role === 'management' ? [{ owner: `network.ports[${index}]`, address, index }] : [],
  );
  return findSameNetworks(addressed).map(({ index, message }) => ({
    path: ['network', 'ports', addressed[index]?.index ?? 0, 'address'],
    message,
    hint: 'The host cannot have two ports in one network',
  }));
}

const onlyThere = 'It goes with role: management only';
