import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

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

/** 32 MiB and about 0.1 s of one core. A PIN is short at any cost: what protects it at a seat are the delays after failures. */
const defaultCost: ScryptCost = { ln: 15, r: 8, p: 1 };
/** 64 MiB: more in a policy would let the backend be killed for its memory by a wrong PIN. */
const maxMemoryBytes = 64 * 1024 * 1024;

const derive = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt);
const phc =
  /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]{11,86})\$([A-Za-z0-9+/]{22,86})$/;

const memoryBytes = ({ ln, r }: ScryptCost): number => 128 * r * 2 ** ln;
const toBase64 = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '');

/** A PIN's hash in the PHC string form `$scrypt$ln=15,r=8,p=1$<salt>$<hash>`, base64 without padding, ready for the policy file. */
export async function hashPin(
  pin: string,
  salt: Buffer = randomBytes(16),
  cost: ScryptCost = defaultCost,
): Promise<string> {
  const hash = await deriveHash(pin, salt, 32, cost);
  return `$scrypt$ln=${cost.ln},r=${cost.r},p=${cost.p}$${toBase64(salt)}$${toBase64(hash)}`;
}

/** Takes a PHC string apart; `undefined` when it is none, or asks for more than 64 MiB of memory. */
export function parsePinHash(text: string): PinHash | undefined {
  const [, ln, r, p, salt, hash] = phc.exec(text) ?? [];
  if (salt === undefined || hash === undefined) return undefined;
  const cost = { ln: Number(ln), r: Number(r), p: Number(p) };
  if (cost.ln < 10 || cost.r < 1 || cost.p < 1 || cost.p > 4 || memoryBytes(cost) > maxMemoryBytes)
    return undefined;
  return { ...cost, salt: Buffer.from(salt, 'base64'), hash: Buffer.from(hash, 'base64') };
}

/** Whether a PIN is the one that was hashed, compared in constant time. */
export async function isPin(pin: string, { salt, hash, ...cost }: PinHash): Promise<boolean> {
  return timingSafeEqual(await deriveHash(pin, salt, hash.length, cost), hash);
}

/** NFC: the same PIN typed on two keyboards has the same bytes. */
const deriveHash = (pin: string, salt: Buffer, bytes: number, cost: ScryptCost): Promise<Buffer> =>
  derive(pin.normalize('NFC'), salt, bytes, {
    N: 2 ** cost.ln,
    r: cost.r,
    p: cost.p,
    maxmem: 2 * maxMemoryBytes,
  });
