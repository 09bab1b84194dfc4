import { parseSerialPage } from '../parse-disk.ts';
import { parseSmbiosString } from '../smbios/parse-string.ts';
import { parseUuid } from '../smbios/parse-uuid.ts';

/** Something that tells this machine from all others of its kind. `text` has a character for each byte (Latin-1), as everything here. */
export interface Identity {
  kind: 'serial' | 'mac' | 'uuid' | 'wwn' | 'number';
  text: string;
}

const macPattern = /(?<![0-9a-f:])[0-9a-f]{2}(?::[0-9a-f]{2}){5}(?![0-9a-f:])/gi;
const uuidPattern = /(?<![0-9a-f-])[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?![0-9a-f-])/gi;
/** `ID_SERIAL_SHORT=…`, `POWER_SUPPLY_SERIAL_NUMBER=…`, `Serial number: …`. */
const namedPattern = /\bserial(?:[ _]?(?:short|number|no))?["']?[ \t]*[=:][ \t]*["']?([^"'\r\n,]+)/gi;
/** The name of UEFI's own variables is the same on all machines (UEFI 2.10, 3.3). */
const common = new Set(['8be4df61-93ca-11d2-aa0d-00e098032b8c']);

const serialFiles = /\/(serial|serial_number|(product|board|chassis)_serial|(board|chassis)_asset_tag)$/;
const wwnFiles = /\/(wwid|nguid|eui|unique_id|sas_address|phys_port_id|phys_switch_id)$/;
const hostnameFile = '/proc/sys/kernel/hostname';

/** What a file says about which machine this is: the name of the file tells it, or the form of what is in it. */
export const parseFileIdentity = (path: string, text: string): Identity[] =>
  parseOwnIdentity(path, text) ?? parseTextIdentity(text);

/** What a file is that holds nothing but an identity; `undefined` for any other file. */
export function parseOwnIdentity(path: string, text: string): Identity[] | undefined {
  const line = text.replace(/\0+/g, '').trim();
  if (path === hostnameFile) return line === 'localhost' ? [] : [{ kind: 'serial', text: line }];
  if (serialFiles.test(path)) return toSerial(line, path);
  if (path.endsWith('/vpd_pg80')) {
    const page = parseSerialPage(Buffer.from(text, 'latin1'));
    return toSerial(
      Buffer.from(page ?? [])
        .toString('latin1')
        .trim(),
      path,
    );
  }
  return wwnFiles.test(path) ? parseWwn(line) : undefined;
}

const toSerial = (text: string, path: string): Identity[] =>
  isOwn(text, path) ? [{ kind: 'serial', text }] : [];

/** What a text of any kind says: hardware addresses, UUIDs, and what it calls a serial number. */
export function parseTextIdentity(text: string): Identity[] {
  return [
    ...parseMacs(text),
    ...[...text.matchAll(uuidPattern)]
      .map(([uuid]) => uuid)
      .filter(isOwnUuid)
      .map((uuid): Identity => ({ kind: 'uuid', text: uuid })),
    ...[...text.matchAll(namedPattern)]
      .map(([, value = '']) => value.trim())
      .filter((value) => isOwn(value, ''))
      .map((value): Identity => ({ kind: 'serial', text: value })),
  ];
}

export const isOwnUuid = (uuid: string): boolean =>
  parseUuid(uuid) !== undefined && !common.has(uuid.toLowerCase());

/** Placeholders are on thousands of machines. A host controller's serial number is its place on the bus, which its path says too. */
export const isOwn = (text: string, path: string): boolean =>
  parseSmbiosString(text).state === 'known' && !path.split('/').includes(text);

function parseMacs(text: string): Identity[] {
  return [...text.matchAll(macPattern)]
    .map(([mac]) => mac.toLowerCase())
    .filter((mac) => !/^(00:){5}00$|^(ff:){5}ff$/.test(mac))
    .map((mac) => ({ kind: 'mac', text: mac }));
}

/** `naa.5000c500…`, `eui.0025…`, `uuid.…`, `nvme.144d-…`, `t10.ATA Model Serial`, `0x5000c500…`, or bare digits. */
function parseWwn(line: string): Identity[] {
  const digits = /^(?:naa\.|eui\.|0x)?([0-9a-f]{12,32})$/i.exec(line)?.[1];
  if (digits?.length === 12) return parseMacs(digits.replace(/..(?=.)/g, '$&:'));
  if (digits !== undefined) return [{ kind: 'wwn', text: digits }];
  const nvme = /^nvme\.[0-9a-f]{4}-([0-9a-f]{2,})-/i.exec(line)?.[1];
  if (nvme !== undefined)
    return [{ kind: 'serial', text: Buffer.from(nvme, 'hex').toString('latin1').trim() }];
  const found = parseTextIdentity(line);
  const last = line.split(/\s+/).at(-1);
  return found.length > 0 || last === undefined || !isOwn(last, '')
    ? found
    : [{ kind: 'serial', text: last }];
}
