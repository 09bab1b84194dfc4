/** The costs of scrypt (RFC 7914): N = 2^ln, block size r, parallelisation p. */
export interface ScryptCost {
  ln: number;
  r: number;
  p: number;
}

export interface PinHash extends ScryptCost {
  salt: Buffer;
  hash: Buffer;
}

/** 64 MiB: more in a policy would let the backend be killed for its memory by a wrong PIN. */
export const maxMemoryBytes = 64 * 1024 * 1024;

const phc =
  /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]{11,86})\$([A-Za-z0-9+/]{22,86})$/;

const memoryBytes = ({ ln, r }: ScryptCost): number => 128 * r * 2 ** ln;

/** Takes a PHC string apart; `undefined` when it is none, or asks for more than 64 MiB of memory. */
export function parsePinHash(text: string): PinHash | undefined {
  const [, ln, r, p, salt, hash] = phc.exec(text) ?? [];
  if (salt === undefined || hash === undefined) return undefined;
  const cost = { ln: Number(ln), r: Number(r), p: Number(p) };
  if (cost.ln < 10 || cost.r < 1 || cost.p < 1 || cost.p > 4 || memoryBytes(cost) > maxMemoryBytes)
    return undefined;
  return { ...cost, salt: Buffer.from(salt, 'base64'), hash: Buffer.from(hash, 'base64') };
}
