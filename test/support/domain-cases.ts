import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parsePolicy } from '../../src/backend/config/parse-policy.ts';
import { type GuestPlan, planGuest } from '../../src/backend/guest/plan.ts';
import { renderDomain } from '../../src/backend/guest/render.ts';
import type { Inventory } from '../../src/contract/index.ts';
import { inventoryFile } from './machines.ts';

export const domainsFolder = join(import.meta.dirname, '..', 'fixtures', 'domain');
const template = join(import.meta.dirname, '..', '..', 'templates', 'domain.xml');

const disk = '\n  disks: [{target: vda, source: /dev/bezel/guest-system}]';

/** A machine of test/fixtures/machines and a policy; the domain XML that they give lies in test/fixtures/domain. */
export const domainCases: Record<string, { machine: string; policy: string }> = {
  'small-defaults': { machine: 'small', policy: `version: 1\nguest:${disk}` },
  'small-without-network-and-identity': {
    machine: 'small',
    policy: `version: 1\nguest:\n  smbios: {source: none}${disk}\nnetwork: {nics: none}`,
  },
  'two-sockets-defaults': { machine: 'two-sockets', policy: `version: 1\nguest:${disk}` },
  'two-sockets-limits': {
    machine: 'two-sockets',
    policy: `version: 1
guest:
  name: appliance
  memory: {reserveMiB: 2048, reserveShare: 0.1, maxMiB: 16001}
  cpus: {reserve: 2, max: 5}
  disks:
    - {target: vda, source: /dev/bezel/guest-system, serial: system}
    - {target: vdc, source: "/srv/it's & <that>.img"}`,
  },
  'virtual-no-smbios-emulated': {
    machine: 'virtual-no-smbios',
    policy: `version: 1\nguest:\n  accelerator: tcg${disk}`,
  },
  'broken-nic-without-address': { machine: 'broken', policy: `version: 1\nguest:${disk}` },
};

export function readMachineInventory(machine: string): Inventory {
  return JSON.parse(readFileSync(inventoryFile(machine), 'utf8')) as Inventory;
}

export function planCase(machine: string, policyText: string): GuestPlan {
  const parsed = parsePolicy(policyText, 'appliance.yaml');
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return planGuest(readMachineInventory(machine), parsed.policy, {
    madeUuid: 'f0f0f0f0-1111-4222-8333-444444444444',
    serialLog: '/var/log/libvirt/qemu/guest-serial.log',
    sources: parsed.policy.guest.disks.map(({ source }) => ({ exists: true, realPath: source })),
  });
}

export function renderCase(name: string): string {
  const { machine, policy } = domainCases[name] ?? { machine: '', policy: '' };
  const { spec, problems } = planCase(machine, policy);
  if (spec === undefined) throw new Error(JSON.stringify(problems));
  const rendered = renderDomain({ domain: { text: readFileSync(template, 'utf8'), file: template } }, spec);
  if (!rendered.ok) throw new Error(JSON.stringify(rendered.problem));
  return rendered.xml;
}
