/** FNV-1a of a text's UTF-8, 64 bits. For names and addresses that must be the same each time and differ mostly; it keeps no secret. */
export function hashText(text: string): bigint {
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(text))
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  return hash;
}
