/** What is told of a crash. Never what was typed: it may be a PIN. */
export interface CrashFacts {
  program: string;
  version: string;
  seat: string;
  term: string;
  size: string;
  /** Seconds that the program ran. */
  uptimeSeconds: number;
  memoryMiB: number;
}

/** A report for the journal, on a few lines. */
export function renderCrashReport(error: unknown, facts: CrashFacts): string {
  const { program, version, seat, term, size, uptimeSeconds, memoryMiB } = facts;
  return [
    `${program} ${version} has crashed on seat ${seat} (terminal ${term}, ${size}) after ${Math.round(uptimeSeconds)} s, using ${memoryMiB} MiB`,
    ...describe(error, 0),
    '',
  ].join('\n');
}

function describe(error: unknown, depth: number): string[] {
  if (!(error instanceof Error)) return [String(error)];
  const own = (error.stack ?? `${error.name}: ${error.message}`).split('\n');
  if (error.cause === undefined || depth > 4) return own;
  return [...own, 'caused by:', ...describe(error.cause, depth + 1)];
}
