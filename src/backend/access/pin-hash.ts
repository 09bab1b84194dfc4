import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { maxMemoryBytes, type PinHash, type ScryptCost } from '../config/parse-pin-hash.ts';

/** 32 MiB and about 0.1 s of one core. A PIN is short at any cost: what protects it at a seat are the delays after failures. */
const defaultCost: ScryptCost = { ln: 15, r: 8, p: 1 };
const derive = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt);
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
