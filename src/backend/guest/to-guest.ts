import type {
  Availability,
  Guest,
  GuestAction,
  GuestHealth,
  GuestState,
  Problem,
} from '../../contract/index.ts';
import type { Slot } from './identity.ts';
import { toGuestNics } from './nics/to-guest-nics.ts';
import { isActive, isOff, type Observed } from './observed.ts';
import type { GuestSpec } from './spec.ts';

/** What the backend does with the guest at this moment. */
export type Doing = 'start' | 'stop' | undefined;

export interface GuestParts {
  name: string;
  observed: Observed;
  since: Date | undefined;
  doing: Doing;
  /** What the next start would give; absent when something stands in its way. */
  spec: GuestSpec | undefined;
  /** Of the guest's NICs. */
  slots: readonly Slot[];
  /** Why it cannot be started now; absent when it can. */
  obstacle: string | undefined;
  health: GuestHealth;
  problems: Problem[];
}

/** The guest as everybody sees it: while it runs what it has, while it is off what it would get. */
export function toGuest(parts: GuestParts): Guest {
  const { name, observed, since, spec, problems } = parts;
  const facts = isActive(observed) && observed.kind === 'domain' ? observed.facts : undefined;
  const state = toState(observed, parts.doing);
  const vcpus = facts?.vcpus ?? spec?.cpu.vcpus;
  const memoryMiB = facts?.memoryMiB ?? spec?.memory.mib;
  const uuid = observed.kind === 'domain' ? observed.uuid : spec?.uuid;
  return {
    name,
    ...(uuid === undefined ? {} : { uuid }),
    state,
    ...(since === undefined ? {} : { since: since.toISOString() }),
    ...(observed.kind === 'domain' ? { reason: observed.reason } : {}),
    ...(vcpus === undefined ? {} : { vcpus }),
    ...(memoryMiB === undefined ? {} : { memoryMiB }),
    nics: toGuestNics(facts?.nics, {
      spec,
      slots: parts.slots,
      isKnown: observed.kind !== 'unknown',
      devices: facts?.devices ?? [],
    }),
    health: parts.health,
    actions: toActions(parts, state),
    problems,
  };
}

export function toState(observed: Observed, doing: Doing): GuestState {
  if (observed.kind === 'unknown') return 'unknown';
  if (doing === 'start' && !isActive(observed)) return 'starting';
  if (observed.kind === 'absent') return 'absent';
  if (doing === 'stop' && isActive(observed)) return 'stopping';
  // QEMU is there, and libvirt has not yet let its processors run.
  if (observed.state === 'paused' && observed.reason === 'starting-up') return 'starting';
  if (observed.state === 'shutoff') return observed.reason === 'crashed' ? 'crashed' : 'off';
  return states[observed.state] ?? 'unknown';
}

/** libvirt's `shutdown` is a guest that has ended its work and whose QEMU has not. */
const states: Record<string, GuestState> = {
  running: 'running',
  blocked: 'running',
  paused: 'paused',
  pmsuspended: 'paused',
  shutdown: 'stopping',
  crashed: 'crashed',
};

function toActions(parts: GuestParts, state: GuestState): Record<GuestAction, Availability> {
  if (state === 'unknown') {
    const away = refused('libvirt does not answer');
    return { start: away, stop: away, kill: away, reset: away };
  }
  const active = isActive(parts.observed);
  return {
    start: toStart(parts, state),
    stop: toStop(state),
    kill: active
      ? allowed
      : refused(state === 'starting' ? 'The guest is being started' : 'The guest is off'),
    reset:
      active && (state === 'running' || state === 'paused')
        ? allowed
        : refused(`The guest is ${words[state]}`),
  };
}

function toStart({ observed, obstacle }: GuestParts, state: GuestState): Availability {
  if (state === 'starting') return refused('The guest is being started');
  if (!isOff(observed) && state !== 'crashed') return refused(`The guest is ${words[state]}`);
  return obstacle === undefined ? allowed : refused(obstacle);
}

function toStop(state: GuestState): Availability {
  if (state === 'running') return allowed;
  if (state === 'paused') return refused('The guest is paused and cannot hear; force it off');
  if (state === 'crashed') return refused('The guest has crashed and cannot hear; force it off');
  return refused(`The guest is ${words[state]}`);
}

const words: Record<GuestState, string> = {
  absent: 'off',
  off: 'off',
  starting: 'being started',
  running: 'running',
  paused: 'paused',
  stopping: 'being stopped',
  crashed: 'crashed',
  unknown: 'not known',
};

const allowed: Availability = { allowed: true };
const refused = (reason: string): Availability => ({ allowed: false, reason });
