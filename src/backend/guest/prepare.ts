import type { Inventory, Problem } from '../../contract/index.ts';
import type { GuestPolicy, PolicyInForce } from '../config/policy/policy.ts';
import type { Files } from '../host/files.ts';
import type { Identity } from './identity.ts';
import type { DiskSource } from './plan/plan-sources.ts';
import { type GuestPlan, planGuest } from './plan.ts';
import { type Rendered, renderDomain, type Template, type Templates } from './render.ts';

export interface PrepareOptions {
  files: Files;
  /** The template that ships: `/usr/lib/bezel/templates/domain.xml` */
  template: string;
  serialLog: string;
  /** Where the guest's VNC server listens; undefined: where libvirt likes. */
  vncSocket?: string | undefined;
  /** Whether the machine's network is Bezel's, so that there can be a private link. */
  ownNetwork: boolean;
  /** Whether the machine's USB disks are given to the guest. */
  ownMedia: boolean;
}

/** What is kept of the guest from start to start. */
export interface Kept {
  identity: Identity | undefined;
  /** The domain's UUID where neither the box nor the identity says one. */
  madeUuid: string;
  /** See `Surroundings`. */
  portKeeps?(mac: string): boolean;
}

/** What the next start would do. */
export interface Prepared {
  plan: GuestPlan;
  /** Absent without a spec. */
  rendered: Rendered | undefined;
  problems: Problem[];
}

/** 1 MiB; the one that ships has 12 KiB. */
const templateLimitBytes = 1024 * 1024;

/** Reads what the plan needs of the machine, plans and renders. Changes nothing. */
export async function prepareGuest(
  options: PrepareOptions,
  inventory: Inventory,
  policy: PolicyInForce,
  kept: Kept,
): Promise<Prepared> {
  const { files, serialLog, vncSocket, ownNetwork, ownMedia } = options;
  const disks = policy.guest?.disks ?? [];
  const sources = await readSources(
    files,
    disks.map(({ source }) => source),
  );
  const plan = planGuest(inventory, policy, { ...kept, serialLog, vncSocket, ownNetwork, ownMedia, sources });
  if (plan.spec === undefined || policy.guest === undefined)
    return { plan, rendered: undefined, problems: plan.problems };
  const read = await readTemplates(files, options.template, policy.guest.template);
  const rendered: Rendered = read.ok
    ? renderDomain(read.templates, plan.spec)
    : { ok: false, problem: read.problem };
  return { plan, rendered, problems: rendered.ok ? plan.problems : [...plan.problems, rendered.problem] };
}

/** The sources of disks as the host finds them, in the same order. */
export function readSources(files: Files, sources: readonly string[]): Promise<DiskSource[]> {
  return Promise.all(
    sources.map(async (source) => {
      const path = await files.readRealPath(source);
      return path.ok ? { exists: true, realPath: path.value } : { exists: false };
    }),
  );
}

type TemplatesRead = { ok: true; templates: Templates } | { ok: false; problem: Problem };

async function readTemplates(
  files: Files,
  shipped: string,
  policy: GuestPolicy['template'],
): Promise<TemplatesRead> {
  const missing: Problem[] = [];
  const read = async (file: string, key: keyof typeof policy): Promise<Template> => {
    const text = await files.readText(file, templateLimitBytes);
    if (!text.ok) missing.push(templateMissing(file, policy[key] && key, text.message));
    return { file, text: text.ok ? text.value : '' };
  };
  const { devices, elements } = policy;
  const templates: Templates = {
    domain: await read(policy.domain ?? shipped, 'domain'),
    devices: devices === undefined ? undefined : await read(devices, 'devices'),
    elements: elements === undefined ? undefined : await read(elements, 'elements'),
  };
  const [problem] = missing;
  return problem === undefined ? { ok: true, templates } : { ok: false, problem };
}

const templateMissing = (file: string, key: string | undefined, message: string): Problem => ({
  code: 'guest.template-missing',
  severity: 'error',
  message: `The template of the guest cannot be read: ${message}`,
  hint:
    key === undefined
      ? 'It belongs to the host image; see docs/template.md'
      : `guest.template.${key} of the policy names it; see docs/template.md`,
  where: { file },
});
