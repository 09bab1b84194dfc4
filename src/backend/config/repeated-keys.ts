import { isMap, isNode, isPair, isScalar } from 'yaml';
import { plainText } from '../../contract/index.ts';

export interface RepeatedKey {
  key: string;
  /** Where it stands the second time, in the text. */
  offset: number;
}

/** Keys that stand twice in one map, in the order of the document; the maps are no deeper than has been checked before. */
export function findRepeatedKeys(node: unknown): RepeatedKey[] {
  if (isPair(node)) return findRepeatedKeys(node.value);
  if (!isNode(node) || !('items' in node)) return [];
  const items = node.items as unknown[];
  return [...(isMap(node) ? findOwn(items) : []), ...items.flatMap(findRepeatedKeys)];
}

function findOwn(items: readonly unknown[]): RepeatedKey[] {
  const seen = new Set<string>();
  return items.flatMap((item) => {
    if (!isPair(item) || !isScalar(item.key)) return [];
    const key = String(item.key.value);
    if (!seen.has(key)) {
      seen.add(key);
      return [];
    }
    return [{ key: plainText(key).slice(0, 64), offset: item.key.range?.[0] ?? 0 }];
  });
}
