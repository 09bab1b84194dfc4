import type { ConfigStatus } from '../contract/index.ts';
import { formatTime } from './output/format.ts';
import { renderProblemSection } from './output/problems.ts';
import { renderRows } from './output/table.ts';
import type { Line } from './output/text.ts';

/** Which configuration is in force, in words. */
export function inForce({ inForce: which, loadedAt }: ConfigStatus): string {
  if (which === 'none') return 'none: there has never been a usable policy';
  const read = loadedAt === undefined ? '' : `, read ${formatTime(loadedAt)}`;
  return which === 'policy'
    ? `the policy file${read}`
    : `the last good policy${read}; the policy file cannot be used`;
}

/** The configuration and what is wrong with it, as `bezel config show` prints it. */
export function renderConfig(c: ConfigStatus): Line[] {
  return [
    ...renderRows([
      ['Policy file', c.policyFile],
      ['In force', c.inForce === 'policy' ? inForce(c) : { text: inForce(c), tone: 'warning' }],
    ]),
    ...renderProblemSection(c.problems),
  ];
}
