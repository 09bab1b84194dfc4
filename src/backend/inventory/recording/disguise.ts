import { createHmac } from 'node:crypto';

/**
 * Puts another text in the place of one that identifies a machine: digits become digits, letters letters of the same case (hexadecimal ones
 * where all of it is hexadecimal), everything else stays, and so does the length. The same text gives the same one for the same key; without
 * the key nobody can try texts out. `kept` characters at the beginning stay as they are.
 */
export type Disguise = (text: string, kept?: number) => string;

/** More attempts than any text needs that can be changed at all. */
const maxAttempts = 16;

export function disguiseBy(key: Uint8Array): Disguise {
  return (text, kept = 0) => {
    const rest = text.slice(kept);
    for (let attempt = 0; attempt < maxAttempts; attempt++) {
      const changed = replaceCharacters(rest, streamOf(key, `${attempt}:${rest}`));
      if (changed !== rest) return text.slice(0, kept) + changed;
    }
    return text;
  };
}

function replaceCharacters(text: string, next: () => number): string {
  const hexadecimal = /^[0-9a-f]+$/i.test(text.replace(/[^0-9a-z]/gi, ''));
  const letters = hexadecimal ? 6 : 26;
  let changed = '';
  for (const character of text) {
    const random = next();
    // A number keeps its length: it does not begin with 0.
    if (/[1-9]/.test(character) && changed === '') changed += String(1 + (random % 9));
    else if (/[0-9]/.test(character)) changed += String(random % 10);
    else if (/[a-z]/.test(character)) changed += String.fromCharCode(0x61 + (random % letters));
    else if (/[A-Z]/.test(character)) changed += String.fromCharCode(0x41 + (random % letters));
    else changed += character;
  }
  return changed;
}

/** Numbers from 0 to 65,535 that follow from the key and the text (HMAC-SHA256). */
function streamOf(key: Uint8Array, text: string): () => number {
  let block = Buffer.alloc(0);
  let at = 0;
  let count = 0;
  return () => {
    if (at + 2 > block.length) {
      block = createHmac('sha256', key).update(`${count}:${text}`).digest();
      count++;
      at = 0;
    }
    at += 2;
    return block.readUInt16BE(at - 2);
  };
}
