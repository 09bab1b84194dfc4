import type { Observed } from './observed.ts';

/** One thing that is done with the domain. */
export type Step =
  | { kind: 'destroy' }
  | { kind: 'undefine' }
  | { kind: 'define'; xml: string }
  | { kind: 'start' }
  | { kind: 'ask-to-stop'; by: 'agent' | 'button' }
  | { kind: 'reset' }
  | { kind: 'wait'; until: 'running' | 'off'; timeoutMs: number; askAgainMs?: number };

/** QEMU runs when libvirt's call returns; this is for libvirt to say so. */
const startTimeoutMs = 30_000;
const destroyTimeoutMs = 30_000;
/** A guest that is still booting does not hear the power button: it is pressed again. */
const askAgainMs = 15_000;

/** From off to running with this definition. A domain of the same name with another UUID is in the way; libvirt would refuse the new one. */
export function planStart(observed: Observed, domain: { uuid: string | undefined; xml: string }): Step[] {
  const there = observed.kind === 'domain' ? observed : undefined;
  const other = there !== undefined && domain.uuid !== undefined && there.uuid !== domain.uuid;
  return [
    // A crashed domain that was kept for inspection still has its QEMU.
    ...(there?.state === 'crashed' ? planKill() : []),
    ...(other ? [{ kind: 'undefine' } as const] : []),
    { kind: 'define', xml: domain.xml },
    { kind: 'start' },
    { kind: 'wait', until: 'running', timeoutMs: startTimeoutMs },
  ];
}

/** The agent is asked first: it stops the guest also where the power button is ignored. The button follows if that was not enough. */
export function planStop(observed: Observed, timeoutS: number): Step[] {
  const agent = observed.kind === 'domain' && observed.facts?.agentConnected === true;
  return [
    { kind: 'ask-to-stop', by: agent ? 'agent' : 'button' },
    { kind: 'wait', until: 'off', timeoutMs: timeoutS * 1000, askAgainMs },
  ];
}

export function planKill(): Step[] {
  return [{ kind: 'destroy' }, { kind: 'wait', until: 'off', timeoutMs: destroyTimeoutMs }];
}

export function planReset(): Step[] {
  return [{ kind: 'reset' }];
}
