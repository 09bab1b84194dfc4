import * as z from 'zod';
import { availability } from './guest.ts';
import { actor } from './operation.ts';
import { problem } from './problem.ts';

/**
 * How a run of the guest has ended.
 * `halted`, `rebooted`: by the guest itself · `crashed`: it reported a panic · `watchdog`: it did not feed its watchdog · `stopped`: somebody at
 * the box asked it to, and it did · `killed`: its power was cut, by a seat or past Bezel (`virsh destroy`) · `qemu-died`: QEMU ended without
 * being told to · `failed-start`: it never ran · `host-down`: the host was going down · `saved`: set aside for an update or a restore ·
 * `unknown`: it is off, and nothing tells why.
 */
export const verdict = z.enum([
  'halted',
  'rebooted',
  'crashed',
  'watchdog',
  'stopped',
  'killed',
  'qemu-died',
  'failed-start',
  'host-down',
  'saved',
  'unknown',
]);
export type Verdict = z.infer<typeof verdict>;

/**
 * What the box does after a stop. `power-off`, `reboot`: the box · `restart`: a cold start of the guest with a newly rendered domain XML ·
 * A reset in place is none of them: with each reset of the guest its QEMU ends · `leave-off`: nothing.
 */
export const followAction = z.enum(['power-off', 'reboot', 'restart', 'leave-off']);
export type FollowAction = z.infer<typeof followAction>;

/** What the policy says of one verdict. */
export const followRule = z.object({ action: followAction, delayS: z.number().int().nonnegative() });
export type FollowRule = z.infer<typeof followRule>;

/** The verdicts for which the policy has a word. `host-down` and `saved` leave the guest off; what started it comes back by itself. */
export const ruledVerdict = z.enum([
  'halted',
  'rebooted',
  'crashed',
  'watchdog',
  'stopped',
  'killed',
  'qemu-died',
  'failed-start',
  'unknown',
]);
export type RuledVerdict = z.infer<typeof ruledVerdict>;

/** The bit of the talk: what the guest says it is about to do. */
export const intentKind = z.enum(['halt', 'reboot']);
export type IntentKind = z.infer<typeof intentKind>;

export const powerIntent = z.object({
  kind: intentKind,
  /** The guest's own words. */
  reason: z.string().optional(),
  at: z.iso.datetime(),
});
export type PowerIntent = z.infer<typeof powerIntent>;

/** One thing that was seen of a stop. */
export const sign = z.object({
  at: z.iso.datetime(),
  /** `libvirt`: an event or the domain's state · `qemu`: an event of its monitor · `guest`: its intent · `seat`: somebody at the box · `host` · `witness`: `qemu`, while no backend ran. */
  source: z.enum(['libvirt', 'qemu', 'guest', 'seat', 'host', 'witness']),
  /** In the words of its source, for example `SHUTDOWN guest-reset`, `stopped (shutdown)`, `intent reboot`. */
  what: z.string(),
});
export type Sign = z.infer<typeof sign>;

/**
 * `waiting`: its delay runs · `acting`: written down before it is done · `done` · `cancelled` by somebody · `failed` · `overtaken`: something
 * else happened first, for example the power went, or somebody started the guest · `suspended`: maintenance.
 */
export const followOutcome = z.enum([
  'waiting',
  'acting',
  'done',
  'cancelled',
  'failed',
  'overtaken',
  'suspended',
]);
export type FollowOutcome = z.infer<typeof followOutcome>;

/** What has become of a dump of the guest's memory: a file on the host in the format of kdump, which crash(8) reads. */
export const memoryDump = z.discriminatedUnion('state', [
  z.object({ state: z.literal('writing'), file: z.string() }),
  z.object({ state: z.literal('written'), file: z.string(), bytes: z.number().int().nonnegative() }),
  z.object({ state: z.literal('failed'), message: z.string() }),
]);
export type MemoryDump = z.infer<typeof memoryDump>;

/** One stop of the guest, and what came of it. */
export const ledgerEntry = z.object({
  /** Counts up; never used again. */
  id: z.number().int().positive(),
  /** When the guest stopped, as far as it was seen; else when it was found off. */
  at: z.iso.datetime(),
  verdict,
  evidence: z.array(sign),
  intent: powerIntent.optional(),
  action: followAction,
  delayS: z.number().int().nonnegative(),
  /** Why this action: the policy's rule, a back-off, maintenance, what somebody asked for. */
  why: z.string(),
  outcome: followOutcome,
  endedAt: z.iso.datetime().optional(),
  /** Who cancelled it, or asked for the stop. */
  by: actor.optional(),
  /** Why it failed, or what went wrong on the way, for example that the guest was cut off at the limit. */
  problem: problem.optional(),
  /** The dump of the guest's memory, where the policy wants one. */
  dump: memoryDump.optional(),
});
export type LedgerEntry = z.infer<typeof ledgerEntry>;

/** Something is about to happen; every seat and the guest show it. */
export const countdown = z.object({
  /** The ledger's entry that it belongs to. */
  entry: z.number().int().positive(),
  verdict,
  action: followAction,
  endsAt: z.iso.datetime(),
  totalS: z.number().int().nonnegative(),
});
export type Countdown = z.infer<typeof countdown>;

/** Following is suspended: whatever the guest does, the box does nothing. */
export const maintenance = z.object({
  reason: z.string(),
  by: actor,
  since: z.iso.datetime(),
  /** It ends by itself then; absent: when somebody ends it. */
  until: z.iso.datetime().optional(),
});
export type Maintenance = z.infer<typeof maintenance>;

/** What the guest was asked to do, or the box is about to do once the guest is off. */
export const stopping = z.object({
  /** What asked: a seat, the power button, Ctrl-Alt-Del, the UPS, the host that goes down. */
  because: z.enum(['seat', 'power-button', 'ctrl-alt-del', 'ups', 'host-down']),
  reason: z.string().optional(),
  by: actor,
  since: z.iso.datetime(),
  /** `asked`: the guest has until `limitAt` · `late`: it has not stopped, and somebody must say what to do · `forcing`: its power is being cut. */
  phase: z.enum(['asked', 'late', 'forcing']),
  limitAt: z.iso.datetime(),
  atLimit: z.enum(['ask', 'force-off', 'give-up']),
  /** What comes once the guest is off. */
  afterwards: followAction,
});
export type Stopping = z.infer<typeof stopping>;

export const backOff = z.object({
  /** Restarts in a row after crashes and the like. */
  restarts: z.number().int().nonnegative(),
  /** The next one would wait so long. */
  nextDelayS: z.number().int().nonnegative(),
  /** After so many the guest is left off; 0: never. */
  giveUpAfter: z.number().int().nonnegative(),
  /** That has happened: the guest stays off until somebody starts it. */
  broken: z.boolean(),
});
export type BackOff = z.infer<typeof backOff>;

export const powerAction = z.enum([
  'stop',
  'kill',
  'reset',
  'restart',
  'off',
  'reboot',
  'maintenance-on',
  'maintenance-off',
  'cancel',
]);
export type PowerAction = z.infer<typeof powerAction>;

/** Whether an action makes sense now, and what it would do in one sentence that begins with "The". */
export const powerActionState = availability.extend({ consequence: z.string() });
export type PowerActionState = z.infer<typeof powerActionState>;

export const power = z.object({
  /** False: the box's power is not Bezel's to switch; what it would do is only written down. */
  own: z.boolean(),
  rules: z.record(ruledVerdict, followRule),
  countdown: countdown.optional(),
  maintenance: maintenance.optional(),
  stopping: stopping.optional(),
  backOff,
  /** What the guest has declared and not yet done. */
  intent: powerIntent.optional(),
  /** The newest entry of the ledger. */
  last: ledgerEntry.optional(),
  actions: z.record(powerAction, powerActionState),
  problems: z.array(problem),
});
export type Power = z.infer<typeof power>;

const reason = z.string().trim().min(1).max(200).optional();
/** What is done with a guest that does not stop in time; without a word, what the policy says. `now`: the guest is not even asked. */
export const stopRequest = z.strictObject({
  reason,
  because: z.enum(['seat', 'power-button', 'ctrl-alt-del', 'ups', 'host-down']).optional(),
  atLimit: z.enum(['ask', 'force-off', 'give-up']).optional(),
  now: z.boolean().optional(),
});
export type StopRequest = z.infer<typeof stopRequest>;

/** The host is going down. Without a limit the guest has what the policy gives it. */
export const hostDownRequest = z.strictObject({
  reason,
  limitS: z.number().int().min(1).max(3600).optional(),
});
export type HostDownRequest = z.infer<typeof hostDownRequest>;

export const maintenanceRequest = z.strictObject({
  reason: z.string().trim().min(1).max(200),
  /** It ends by itself after so long, in seconds; at most 30 days. */
  forS: z
    .number()
    .int()
    .min(1)
    .max(30 * 86_400)
    .optional(),
});
export type MaintenanceRequest = z.infer<typeof maintenanceRequest>;

export const ledgerPage = z.object({ entries: z.array(ledgerEntry) });
export type LedgerPage = z.infer<typeof ledgerPage>;
/** Newest first; `before`: only those with a smaller id. */
export const ledgerQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(200).default(20),
  before: z.coerce.number().int().positive().optional(),
});
