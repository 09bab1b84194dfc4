import type { Codec } from './codec.ts';
import { XdrError } from './error.ts';

/** A string of at most `maxBytes` bytes of UTF-8. A NUL is refused: libvirt is C and would stop reading there. */
export const string = (maxBytes: number): Codec<string> => ({
  put: (writer, value) => {
    const size = Buffer.byteLength(value, 'utf8');
    if (size > maxBytes) throw new XdrError(`${size} bytes are more than libvirt's limit of ${maxBytes}`);
    if (value.includes('\0')) throw new XdrError('a NUL character can not be sent');
    writer.u32(size);
    writer.fixed(Buffer.from(value, 'utf8'));
  },
  get: (reader) => reader.fixed(reader.count(maxBytes, 1)).toString('utf8'),
});

const UUID = /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i;

/** 16 bytes, written `xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx`; the hyphens may be missing on the way in. */
export const uuid: Codec<string> = {
  put: (writer, value) => {
    if (!UUID.test(value)) throw new XdrError(`${JSON.stringify(value)} is not a UUID`);
    writer.fixed(Buffer.from(value.replaceAll('-', ''), 'hex'));
  },
  get: (reader) => {
    const hex = reader.fixed(16).toString('hex');
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
  },
};

/** C's `char name[length]`: XDR spends four bytes on each; the text ends at the first NUL. */
export const charArray = (length: number): Codec<string> => ({
  put: (writer, value) => {
    const text = Buffer.alloc(length);
    text.write(value, 'latin1');
    for (const char of text) writer.i32(char);
  },
  get: (reader) => {
    const text = Buffer.alloc(length);
    for (let i = 0; i < length; i++) text[i] = reader.i32() & 0xff;
    const end = text.indexOf(0);
    return text.toString('latin1', 0, end === -1 ? length : end);
  },
});
