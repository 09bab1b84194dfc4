import type {
  FollowAction,
  FollowOutcome,
  FollowRule,
  MemoryDump,
  RuledVerdict,
  Sign,
  Stopping,
  Verdict,
} from '../../contract/index.ts';
import { formatMiB } from '../units.ts';

interface VerdictWords {
  /** One or two words, for a column. */
  word: string;
  /** What has happened, as a sentence without its full stop. */
  sentence: string;
}

const VERDICTS: Record<Verdict, VerdictWords> = {
  halted: { word: 'halted', sentence: 'The guest has halted' },
  rebooted: { word: 'rebooted', sentence: 'The guest has rebooted' },
  crashed: { word: 'crashed', sentence: 'The guest has crashed' },
  watchdog: { word: 'watchdog', sentence: "The guest's watchdog has ended it" },
  stopped: { word: 'stopped', sentence: 'The guest has stopped, as it was asked to' },
  killed: { word: 'power cut', sentence: "The guest's power was cut" },
  'qemu-died': { word: 'QEMU died', sentence: 'QEMU has ended without being told to' },
  'failed-start': { word: 'failed start', sentence: 'The guest could not be started' },
  'host-down': { word: 'host went down', sentence: 'The host went down' },
  saved: { word: 'set aside', sentence: 'The guest was set aside' },
  unknown: { word: 'unknown', sentence: 'The guest is off, and nothing tells why' },
};

/** How a verdict is told; one that a newer backend has is unknown here. */
export const verdictWords = (verdict: Verdict): VerdictWords => VERDICTS[verdict] ?? VERDICTS.unknown;

/** What has become of a dump of the guest's memory. */
export function dumpWords(dump: MemoryDump): string {
  if (dump.state === 'failed') return dump.message;
  if (dump.state === 'writing') return `is being written to ${dump.file}`;
  return `${dump.file}, ${formatMiB(Math.round(dump.bytes / 1024 ** 2))}`;
}

/** What the policy has a rule for, after "When". In the order in which the rules are told. */
export const RULES: Record<RuledVerdict, string> = {
  halted: 'the guest halts',
  rebooted: 'the guest reboots',
  crashed: 'the guest crashes',
  watchdog: 'its watchdog ends it',
  stopped: 'it stops when asked to',
  killed: 'its power is cut',
  'qemu-died': 'QEMU dies',
  'failed-start': 'it cannot be started',
  unknown: 'nobody knows why',
};

const ACTIONS: Record<FollowAction, string> = {
  'power-off': 'the box powers off',
  reboot: 'the box reboots',
  restart: 'the guest is restarted',
  'leave-off': 'the guest stays off',
};

/** What the box does, as half a sentence that begins small. */
export const actionWords = (action: FollowAction): string => ACTIONS[action] ?? action;

/** `the box powers off after 10 s`, `the guest is started again at once`. */
export function ruleWords({ action, delayS }: FollowRule): string {
  if (action === 'leave-off') return actionWords(action);
  return `${actionWords(action)} ${delayS === 0 ? 'at once' : `after ${delayS} s`}`;
}

const SHORT_ACTIONS: Record<FollowAction, string> = {
  'power-off': 'box powers off',
  reboot: 'box reboots',
  restart: 'guest restarts',
  'leave-off': 'guest stays off',
};

/** The same for a column. */
export const shortActionWords = (action: FollowAction): string => SHORT_ACTIONS[action] ?? action;

const OUTCOMES: Record<FollowOutcome, string> = {
  waiting: 'waits',
  acting: 'under way',
  done: 'done',
  cancelled: 'called off',
  failed: 'failed',
  overtaken: 'overtaken',
  suspended: 'suspended',
};

export const outcomeWords = (outcome: FollowOutcome): string => OUTCOMES[outcome] ?? outcome;

const BECAUSE: Record<Exclude<Stopping['because'], 'seat'>, string> = {
  'power-button': 'power button',
  'ctrl-alt-del': 'Ctrl-Alt-Del',
  ups: 'UPS',
  'host-down': 'the host goes down',
};

/** Who or what asked the guest to stop: `power button`, or the seat. */
export const becauseWords = ({ because, by }: Pick<Stopping, 'because' | 'by'>): string =>
  because === 'seat' ? by.seat : (BECAUSE[because] ?? because);

const AT_LIMIT: Record<Stopping['atLimit'], string> = {
  ask: 'the seats are asked what to do',
  'force-off': 'its power is cut',
  'give-up': 'it goes on',
};

export const atLimitWords = (atLimit: Stopping['atLimit']): string => AT_LIMIT[atLimit] ?? atLimit;

const SOURCES: Record<Sign['source'], string> = {
  libvirt: 'libvirt',
  qemu: 'QEMU',
  guest: 'guest',
  seat: 'seat',
  host: 'host',
  witness: 'witness',
};

/** Who has seen a sign. */
export const sourceWords = (source: Sign['source']): string => SOURCES[source] ?? source;
