import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parsePolicy } from '../../src/backend/config/parse-policy.ts';
import type { Policy } from '../../src/backend/config/policy/policy.ts';
import type { Identity } from '../../src/backend/guest/identity.ts';
import { type GuestPlan, planGuest } from '../../src/backend/guest/plan.ts';
import { renderDomain, type Template } from '../../src/backend/guest/render.ts';
import { type DomainCase, domainCaseTable } from './domain-case-table.ts';
import { readDomainMachine } from './domain-machines.ts';

export const domainsFolder = join(import.meta.dirname, '..', 'fixtures', 'domain');
const shipped = join(import.meta.dirname, '..', '..', 'templates', 'domain.xml');
export const shippedTemplate: Template = { file: shipped, text: readFileSync(shipped, 'utf8') };

/** Machine and policy by name; the domain XML that they give lies in test/fixtures/domain. */
export const domainCases: Record<string, DomainCase> = domainCaseTable;

export function parsePolicyText(text: string): Policy {
  const parsed = parsePolicy(text, 'appliance.yaml');
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.policy;
}

/** The guest of a policy on a machine, all of whose disks are there; `identity` is who it was before. */
export function planCase(machine: string, policyText: string, identity?: Identity): GuestPlan {
  const policy = parsePolicyText(policyText);
  return planGuest(readDomainMachine(machine), policy, {
    identity,
    madeUuid: 'f0f0f0f0-1111-4222-8333-444444444444',
    serialLog: '/var/log/libvirt/qemu/guest-serial.log',
    ownNetwork: true,
    ownMedia: true,
    sources: policy.guest.disks.map(({ source }) => ({ exists: true, realPath: source })),
  });
}

/** What the guest's start gives in a case, after those on the machines before. */
export function planDomainCase(name: string): GuestPlan {
  const found = domainCases[name];
  if (found === undefined) throw new Error(`there is no case ${name}`);
  let identity: Identity | undefined;
  for (const machine of found.before ?? []) identity = planCase(machine, found.policy, identity).identity;
  return planCase(found.machine, found.policy, identity);
}

export function renderCase(name: string): string {
  const { spec, problems } = planDomainCase(name);
  if (spec === undefined) throw new Error(JSON.stringify(problems));
  const { domain, devices, elements } = domainCases[name]?.templates ?? {};
  const rendered = renderDomain(
    {
      domain: domain === undefined ? shippedTemplate : { text: domain, file: 'domain.xml' },
      devices: devices === undefined ? undefined : { text: devices, file: 'devices.xml' },
      elements: elements === undefined ? undefined : { text: elements, file: 'elements.xml' },
    },
    spec,
  );
  if (!rendered.ok) throw new Error(JSON.stringify(rendered.problem));
  return rendered.xml;
}
