import {
  type Disk,
  type Fact,
  factValue,
  type Inventory,
  type Nic,
  plainText,
  type Smart,
  unknown,
} from '../../../contract/index.ts';
import type { Clock } from '../../engine/clock.ts';
import { someAtATime } from '../../engine/some-at-a-time.ts';
import type { CommandFailure, RunCommand } from '../../host/commands.ts';
import { orUnknown } from '../facts.ts';
import type { SlowFacts } from './model.ts';
import { parseFirmware } from './parse-ethtool.ts';
import { parseSmart } from './parse-smart.ts';
import { toDiskIdentity, toNicIdentity } from './plan-slow.ts';
import { runWithin } from './run-within.ts';

/** Asks programs about the NICs and disks of an inventory. Never throws; once `signal` has ended it, what was not asked is unknown. */
export type ReadSlowFacts = (inventory: Inventory, signal: AbortSignal) => Promise<SlowFacts>;

/** So many programs at once: a box with 64 NICs and 24 disks has other work too. */
const atOnce = 4;

/** `ethtool` for the firmware of NICs, `smartctl` for the health of disks. */
export const slowFactsBy =
  (run: RunCommand, clock: Clock): ReadSlowFacts =>
  async ({ nics, disks }, signal) => {
    const firmware = new Map<string, Fact<string>>();
    const smart = new Map<string, Fact<Smart>>();
    const bounded = runWithin(run, clock, signal);
    const questions = [
      ...nics.map((nic) => async () => {
        firmware.set(toNicIdentity(nic), await readFirmware(bounded, nic));
      }),
      ...disks.map((disk) => async () => {
        smart.set(toDiskIdentity(disk), await readSmart(bounded, disk));
      }),
    ];
    await someAtATime(atOnce, questions, (ask) => ask());
    return { readAt: clock.now().toISOString(), firmware, smart };
  };

/** Names come from the kernel's lists; what could be taken for an option, or for a path, goes to no program. */
const nicName = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,14}$/;
const diskName = /^[a-z][a-z0-9]{0,31}$/;
const oddName = unknown('its name cannot be given to a program');

async function readFirmware(run: RunCommand, { name }: Nic): Promise<Fact<string>> {
  if (!nicName.test(name)) return oddName;
  const result = await run('ethtool', ['-i', name], { timeoutMs: 5000 });
  return result.ok
    ? orUnknown(parseFirmware(result.stdout), 'the driver does not say')
    : unknown(toReason('ethtool', result));
}

/** Disks that no program could tell anything about, by their bus. */
const noSmart: Record<string, string> = {
  virtio: 'a virtual disk does not say',
  mmc: 'memory cards have no SMART',
};

/** A disk that sleeps is left asleep. The exit status has a bit for each thing that smartctl found: with most of them there is an answer. */
async function readSmart(run: RunCommand, { name, bus }: Disk): Promise<Fact<Smart>> {
  const reason = noSmart[factValue(bus) ?? ''];
  if (reason !== undefined) return unknown(reason);
  if (!diskName.test(name)) return oddName;
  const args = ['--json=c', '-n', 'standby', '-iHA', `/dev/${name}`];
  const result = await run('smartctl', args, { timeoutMs: 20_000 });
  if (result.ok) return parseSmart(result.stdout);
  return result.stdout ? parseSmart(result.stdout) : unknown(toReason('smartctl', result));
}

function toReason(program: string, { why, message }: CommandFailure): string {
  if (why === 'missing') return `${program} is not installed`;
  if (why === 'timed-out') return `${program} does not answer`;
  return `${program}: ${plainText(message).slice(0, 200)}`;
}
