import type { MachineRecord, RecordEntry, RecordedCommand } from '../../host/record/model.ts';
import { disguiseBy } from './disguise.ts';
import { parseCommandIdentity } from './parse-command-identity.ts';
import { type Identity, parseFileIdentity, parseOwnIdentity } from './parse-identity.ts';
import { parseSmbiosIdentity, redactSmbios } from './redact-smbios.ts';
import { tellingLength, toAliases } from './to-aliases.ts';

const tablePath = '/sys/firmware/dmi/tables/DMI';

/**
 * The same machine with other serial numbers, hardware addresses, UUIDs, World Wide Names, asset tags and another hostname: each the same
 * everywhere, with the length and the kinds of characters that it had. `key` decides which.
 */
export function redactRecord(record: MachineRecord, key: Uint8Array): MachineRecord {
  const disguise = disguiseBy(key);
  const files = Object.entries(record.files);
  const identities = [
    ...files.flatMap(([path, entry]) => listIdentities(path, entry)),
    ...record.commands.flatMap((command) =>
      'stdout' in command ? parseCommandIdentity(toLatin1(command.stdout)) : [],
    ),
  ];
  const everywhere = replaceAll(new Map(identities.flatMap((identity) => toAliases(identity, disguise))));
  const inText = (text: string): string => toUtf8(everywhere(toLatin1(text)));

  const redactEntry = (path: string, entry: RecordEntry): RecordEntry => {
    if (typeof entry === 'string') return toUtf8(everywhere(ownPlace(path, toLatin1(entry))));
    if ('base64' in entry) {
      const bytes = Buffer.from(entry.base64, 'base64');
      const own =
        path === tablePath
          ? Buffer.from(redactSmbios(bytes, disguise)).toString('latin1')
          : ownPlace(path, bytes.toString('latin1'));
      return { base64: Buffer.from(everywhere(own), 'latin1').toString('base64') };
    }
    if ('link' in entry) return { link: inText(entry.link) };
    return 'folder' in entry ? { folder: entry.folder.map(inText).sort() } : entry;
  };
  /** A file that is nothing but what identifies, however short. */
  const ownPlace = (path: string, text: string): string => {
    const short = (parseOwnIdentity(path, text) ?? []).filter((own) => own.text.length < tellingLength);
    return short.reduce((left, own) => left.replace(own.text, () => disguise(own.text)), text);
  };
  const redactCommand = (command: RecordedCommand): RecordedCommand => {
    const run = command.run.map(inText);
    if (!('stdout' in command)) return { ...command, run, message: inText(command.message) };
    const { message } = command;
    const said = message === undefined ? {} : { message: inText(message) };
    return { ...command, run, stdout: inText(command.stdout), ...said };
  };

  return {
    ...record,
    files: Object.fromEntries(files.map(([path, entry]) => [inText(path), redactEntry(path, entry)])),
    commands: record.commands.map(redactCommand),
  };
}

function listIdentities(path: string, entry: RecordEntry): Identity[] {
  if (typeof entry === 'string') return parseFileIdentity(path, toLatin1(entry));
  if (!('base64' in entry)) return [];
  const bytes = Buffer.from(entry.base64, 'base64');
  return path === tablePath ? parseSmbiosIdentity(bytes) : parseFileIdentity(path, bytes.toString('latin1'));
}

/** All at once, the longest first, so that no replacement is replaced again. */
function replaceAll(aliases: ReadonlyMap<string, string>): (text: string) => string {
  const telling = [...aliases.keys()].filter((text) => text.length >= tellingLength);
  if (telling.length === 0) return (text) => text;
  const longestFirst = telling.sort((a, b) => b.length - a.length).map(escapePattern);
  const pattern = new RegExp(longestFirst.join('|'), 'g');
  return (text) => text.replace(pattern, (found) => aliases.get(found) ?? found);
}

const escapePattern = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
const toLatin1 = (text: string): string => Buffer.from(text).toString('latin1');
const toUtf8 = (latin1: string): string => Buffer.from(latin1, 'latin1').toString();
