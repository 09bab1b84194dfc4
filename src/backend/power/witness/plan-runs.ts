import type { QemuEvent } from './parse-witness.ts';

export interface LastRun {
  /** QEMU's time of the RESUME that began the guest's last run. */
  resume: string | undefined;
  since: string | undefined;
  events: readonly QemuEvent[];
  /** It is another run than the one that was known. */
  isAnother: boolean;
}

/**
 * What the witness knows of the guest's last run. `known`: the RESUME of the run that the backend knows, in this boot of the box. A witness that
 * began to listen after it has not written it down; what it says counts as far as it is younger.
 */
export function planLastRun(events: readonly QemuEvent[], known: string | undefined): LastRun {
  const knownAt = known === undefined ? 0 : events.findIndex(({ stamp }) => stamp === known);
  const heard = knownAt >= 0 ? events.slice(knownAt) : events.filter(({ stamp }) => isYounger(stamp, known));
  const begun = heard.findLastIndex(({ event }) => event === 'RESUME');
  const resume = heard[begun];
  if (resume === undefined)
    return known === undefined || heard.length === 0
      ? { resume: undefined, since: undefined, events: [], isAnother: false }
      : { resume: known, since: undefined, events: heard, isAnother: false };
  return {
    resume: resume.stamp,
    since: new Date(resume.atMs).toISOString(),
    events: heard.slice(begun + 1),
    isAnother: known !== undefined && resume.stamp !== known,
  };
}

/** Both are seconds with microseconds. */
const isYounger = (stamp: string, known: string | undefined): boolean =>
  known !== undefined && Number(stamp) > Number(known);
