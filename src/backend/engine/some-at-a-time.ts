/**
 * What `fn` makes of each item, in the items' order, with at most `limit` of its calls under way at once. Rejects with the first failure; the
 * other calls go on.
 */
export async function someAtATime<T, R>(
  limit: number,
  items: readonly T[],
  fn: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  const waiting = items.entries();
  const work = async (): Promise<void> => {
    for (const [index, item] of waiting) results[index] = await fn(item);
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, work));
  return results;
}
