import { ipv4File, ipv6File } from './link-words.ts';
import type { Step } from './model.ts';
import type { LinkStep } from './render-batch.ts';

/** A file below `/proc/sys` and what is to be in it. */
export interface SettingFile {
  path: string;
  text: string;
}

/** What one program does, or what is written to files. */
export type Phase = { kind: 'links'; steps: LinkStep[] } | { kind: 'settings'; files: SettingFile[] };

/** Done when all links exist and are silent. */
const late: readonly Step['kind'][] = [
  ...(['flush-addresses', 'remove-ip-address', 'add-ip-address', 'set-address'] as const),
  ...(['join', 'set-port', 'up', 'delete-bridge'] as const),
];

/**
 * In which order steps are done: links are made and made silent, then comes what only files below `/proc/sys` take, then ports join and come up.
 * Three runs, however many NICs there are. Killed in between, what we brought up is silent.
 */
export function planPhases(steps: readonly Step[]): Phase[] {
  const links: LinkStep[] = [];
  const files: SettingFile[] = [];
  for (const step of steps) {
    const path = step.kind === 'no-ipv6' ? ipv6File(step.link) : undefined;
    if (path !== undefined) files.push({ path, text: '1' });
    else if (step.kind === 'no-ipv6') continue;
    else if (step.kind === 'no-bridge-filter') files.push({ path: step.file, text: '0' });
    else if (step.kind === 'guard') files.push({ path: ipv4File(step.link, step.key), text: step.value });
    else links.push(step);
  }
  const phases: Phase[] = [
    { kind: 'links', steps: links.filter(({ kind }) => !late.includes(kind)) },
    { kind: 'settings', files },
    { kind: 'links', steps: links.filter(({ kind }) => late.includes(kind)) },
  ];
  return phases.filter((phase) => (phase.kind === 'links' ? phase.steps : phase.files).length > 0);
}
