import type { MaintenanceRequest } from '../../../contract/index.ts';
import { usage } from '../../command/command-line.ts';
import type { Context, Verb } from '../../command/verb.ts';
import { parseDuration } from '../../parse-duration.ts';
import { renderMaintenance } from '../../power-text.ts';

const LONGEST = 30 * 86_400;

export const maintenance: Verb = {
  path: ['power', 'maintenance'],
  summary: 'Suspend following, follow the guest again, or show which it is',
  details: [
    'on: whatever the guest does, the box does nothing. It needs a REASON, which every seat shows, and goes on over restarts until somebody ends it or --for is over.',
    'off: the box follows the guest again.',
    'DURATION is for example 90m, 4h or 2d; at most 30 days.',
  ],
  args: [
    { name: 'STATE', required: false, values: ['on', 'off'] },
    { name: 'REASON', required: false },
  ],
  options: ['for'],
  examples: [
    'bezel power maintenance',
    'bezel power maintenance on "the disks are being replaced" --for 4h',
    'bezel power maintenance off --json',
  ],
  run: async (context) => {
    const { client, out, args, options, signal } = context;
    const [state, reason] = args;
    if (state !== 'on' && (reason ?? options.for) !== undefined)
      throw usage(maintenance, 'REASON and --for go with on only');
    const now =
      state === 'on'
        ? await client.call('power.maintenance', { body: toRequest(context) }, { signal })
        : await client.call(state === 'off' ? 'power.end-maintenance' : 'power.get', {}, { signal });
    if (out.json) out.printJson(now);
    else out.print(renderMaintenance(now));
    return undefined;
  },
};

function toRequest({ args, options }: Context): MaintenanceRequest {
  const reason = args[1]?.trim() ?? '';
  if (reason === '') throw usage(maintenance, 'REASON is missing: what is being done?');
  if (reason.length > 200) throw usage(maintenance, 'REASON has at most 200 characters');
  if (options.for === undefined) return { reason };
  const forS = parseDuration(options.for);
  if (forS === undefined || forS < 1 || forS > LONGEST)
    throw usage(maintenance, `'${options.for}' is no duration from 1 s to 30 days`);
  return { reason, forS };
}
