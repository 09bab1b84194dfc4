import type { ConfigStatus } from '../contract/index.ts';
import { formatTime } from './output/format.ts';
import { renderProblemSection } from './output/problems.ts';
import { renderRows } from './output/table.ts';
import type { Line } from './output/text.ts';

const IN_FORCE: Record<ConfigStatus['inForce'], string> = {
  policy: 'the policy file',
  'last-good': 'the last good policy: the policy file cannot be used',
  none: 'none: there has never been a usable policy',
};

/** Which configuration is in force, in words. */
export const inForce = (c: ConfigStatus): string =>
  `${IN_FORCE[c.inForce]}${c.loadedAt === undefined ? '' : `, read ${formatTime(c.loadedAt)}`}`;

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
