/** Runs a function when its turn has come. */
export type Gate = <T>(fn: () => Promise<T>) => Promise<T>;

/** Lets at most `limit` functions run at once; the others begin in the order in which they came. */
export function gateFor(limit: number): Gate {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (fn) => {
    if (running >= limit) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    try {
      return await fn();
    } finally {
      // Whoever is next takes this one's place.
      const next = waiting.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  };
}
