/** A value that XDR or libvirt's limits can't carry, or bytes that aren't such a value. `path` names the field. */
export class XdrError extends Error {
  override readonly name = 'XdrError';
  readonly problem: string;
  readonly path: readonly string[];

  constructor(problem: string, path: readonly string[] = []) {
    super(path.length === 0 ? problem : `${path.join('.')}: ${problem}`);
    this.problem = problem;
    this.path = path;
  }
}

/** Runs one step of a codec; an XdrError that it throws leaves with the field's name in front. */
export function inField<T>(field: string, step: () => T): T {
  try {
    return step();
  } catch (error) {
    if (error instanceof XdrError) throw new XdrError(error.problem, [field, ...error.path]);
    throw error;
  }
}
