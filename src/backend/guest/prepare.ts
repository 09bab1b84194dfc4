import type { Inventory, Problem } from '../../contract/index.ts';
import type { PolicyInForce } from '../config/policy/policy.ts';
import type { Files } from '../host/files.ts';
import { type DiskSource, type GuestPlan, planGuest } from './plan.ts';
import { type Rendered, renderDomain } from './render.ts';

export interface PrepareOptions {
  files: Files;
  /** `/usr/lib/bezel/templates/domain.xml` */
  template: string;
  serialLog: string;
}

/** What the next start would do. */
export interface Prepared {
  plan: GuestPlan;
  /** Absent without a spec. */
  rendered: Rendered | undefined;
  problems: Problem[];
}

/** 1 MiB; the one that ships has 6 KiB. */
const templateLimitBytes = 1024 * 1024;

/** Reads what the plan needs of the machine, plans and renders. Changes nothing. */
export async function prepareGuest(
  options: PrepareOptions,
  inventory: Inventory,
  policy: PolicyInForce,
  fallbackUuid: string,
): Promise<Prepared> {
  const { files, template, serialLog } = options;
  const disks = policy.guest?.disks ?? [];
  const sources = await Promise.all(disks.map((disk) => readSource(files, disk.source)));
  const plan = planGuest(inventory, policy, { fallbackUuid, serialLog, sources });
  if (plan.spec === undefined) return { plan, rendered: undefined, problems: plan.problems };
  const text = await files.readText(template, templateLimitBytes);
  const rendered: Rendered = text.ok
    ? renderDomain(text.value, plan.spec, template)
    : { ok: false, problem: templateMissing(template, text.message) };
  return { plan, rendered, problems: rendered.ok ? plan.problems : [...plan.problems, rendered.problem] };
}

async function readSource(files: Files, source: string): Promise<DiskSource> {
  const path = await files.readRealPath(source);
  return path.ok ? { exists: true, realPath: path.value } : { exists: false };
}

const templateMissing = (file: string, message: string): Problem => ({
  code: 'guest.template-missing',
  severity: 'error',
  message: `The template of the guest cannot be read: ${message}`,
  hint: 'It belongs to the host image; see docs/template.md',
  where: { file },
});
