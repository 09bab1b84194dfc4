import type { Observed } from './observed.ts';
import type { WantedPages } from './plan-pages.ts';

/** One thing that is done with the domain. */
export type Step =
  | { kind: 'destroy' }
  /** Of another name than the guest's now, where one is given. */
  | { kind: 'undefine'; name?: string }
  | { kind: 'define'; xml: string }
  | ({ kind: 'set-pages-aside' } & WantedPages)
  | { kind: 'give-pages-back' }
  | { kind: 'start' }
  | { kind: 'ask-to-stop'; by: 'agent' | 'button' }
  | { kind: 'reset' }
  | { kind: 'wait'; until: 'running' | 'off'; timeoutMs: number; askAgainMs?: number };

/** QEMU runs when libvirt's call returns; this is for libvirt to say so. */
const startTimeoutMs = 30_000;
const destroyTimeoutMs = 30_000;
/** A guest that is still booting does not hear the power button: it is pressed again. */
const askAgainMs = 15_000;

/** What the guest is defined with. */
export interface Definition {
  uuid: string | undefined;
  /** The name that the guest had at its last start, if that was another: libvirt takes no second domain with its UUID. */
  formerly: string | undefined;
  xml: string;
  /** Huge pages that it needs: `none` gives back what others needed before it; `unknown` leaves them as they are. */
  pages: WantedPages | 'none' | 'unknown';
}

/** From off to running with this definition. A domain of the same name with another UUID is in the way; libvirt would refuse the new one. */
export function planStart(observed: Observed, domain: Definition): Step[] {
  const there = observed.kind === 'domain' ? observed : undefined;
  const other = there !== undefined && domain.uuid !== undefined && there.uuid !== domain.uuid;
  return [
    // A crashed domain that was kept for inspection still has its QEMU.
    ...(there?.state === 'crashed' ? planKill() : []),
    ...(other ? [{ kind: 'undefine' } as const] : []),
    ...(domain.formerly === undefined ? [] : [{ kind: 'undefine', name: domain.formerly } as const]),
    { kind: 'define', xml: domain.xml },
    ...planPagesStep(domain.pages),
    { kind: 'start' },
    { kind: 'wait', until: 'running', timeoutMs: startTimeoutMs },
  ];
}

function planPagesStep(pages: Definition['pages']): Step[] {
  if (pages === 'unknown') return [];
  return pages === 'none' ? [{ kind: 'give-pages-back' }] : [{ kind: 'set-pages-aside', ...pages }];
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
