import type { Actor, PowerIntent, Sign } from '../../../contract/index.ts';

/** What a sign means for the question how a run of the guest has ended. */
export type Fact =
  /** The guest has switched itself off. */
  | { kind: 'halt' }
  /** The guest has reset itself: a reboot, and also a triple fault or a watchdog that resets. */
  | { kind: 'reset' }
  | { kind: 'panic' }
  /** QEMU was ended from outside; `reset`: by its reset button. */
  | { kind: 'host'; reset: boolean }
  /** The guest has not fed its watchdog; `action` in QEMU's words. */
  | { kind: 'watchdog'; action: string }
  /** Somebody has pressed the guest's power button. */
  | { kind: 'button' }
  /** libvirt: there is no QEMU any more; `how` in libvirt's words. */
  | { kind: 'off'; how: string }
  | { kind: 'asked'; what: Asked; by: Actor }
  | { kind: 'intent'; intent: PowerIntent }
  | { kind: 'host-down' };

/** What a seat has asked for, that may end a run. */
export type Asked = 'stop' | 'kill' | 'reset';

export interface Seen {
  sign: Sign;
  fact: Fact;
  /** QEMU's own time of the event, for telling one stop from another. */
  stamp?: string;
}
