/**
 * An abort signal for Ctrl-C and for being asked to end. Whoever started children ends them when it fires, and
 * the process then ends by itself.
 */
export function createCancelSignal(): AbortSignal {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(name, () => controller.abort(new Error('Cancelled')));
  }
  return controller.signal;
}
