/**
 * Orders names as people do, numbers in them by what they count: `eth2` before `eth10`. The rest goes by its codes, so that the order is the same on
 * each machine, and nobody waits for the rules of a language to be loaded.
 */
export function naturally(a: string, b: string): number {
  const [left, right] = [toParts(a), toParts(b)];
  for (const [index, part] of left.entries()) {
    const other = right[index];
    if (other === undefined) return 1;
    const order = index % 2 === 1 ? byNumber(part, other) : byCode(part, other);
    if (order !== 0) return order;
  }
  return right.length > left.length ? -1 : byCode(a, b);
}

/** Text and digits in turns; the first is text, maybe none. */
const toParts = (name: string): string[] => name.split(/(\d+)/);

/** Of any length: as many digits as there are without leading zeros, then the digits. */
function byNumber(a: string, b: string): number {
  const [left, right] = [a.replace(/^0+/, ''), b.replace(/^0+/, '')];
  return left.length - right.length || byCode(left, right);
}

const byCode = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
