import { randomBytes, type ScryptOptions, scrypt } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt);
/** 32 MiB and about 0.1 s of one core: as the backend checks it. */
const COST = { ln: 15, r: 8, p: 1 };

/** The PHC string of a PIN for `access.pinHash` in the policy: scrypt (RFC 7914), base64 without padding. */
export async function hashPin(pin: string, salt: Buffer = randomBytes(16)): Promise<string> {
  const { ln, r, p } = COST;
  const hash = await derive(pin.normalize('NFC'), salt, 32, { N: 2 ** ln, r, p, maxmem: 2 ** 27 });
  return `$scrypt$ln=${ln},r=${r},p=${p}$${toBase64(salt)}$${toBase64(hash)}`;
}

const toBase64 = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '');
