import type { CommandResult, RunCommand } from '../commands.ts';
import { decodeText } from '../decode.ts';
import { type Files, toLinkName } from '../files.ts';
import { type NotRead, type Reading, read } from '../reading.ts';
import type { MachineRecord, RecordEntry, RecordedCommand } from './model.ts';

/** A machine that is recorded while it is read. */
export interface Recorder {
  files: Files;
  run: RunCommand;
  /** Everything that was read through `files` and `run` until now. */
  toRecord(): MachineRecord;
}

/** As many links as Linux follows in one path. */
const maxLinks = 40;
/** A link that names the process that reads: its number is another one each time. */
const notFollowed = new Set(['/proc/self', '/proc/thread-self']);

/** Reads through to the machine and keeps what it gave, every path with the symbolic links on the way to it. */
export function recorderOf(files: Files, run: RunCommand): Recorder {
  const entries = new Map<string, RecordEntry>();
  const commands = new Map<string, RecordedCommand>();
  const links = new Map<string, Promise<Reading<string>>>();

  const put = (path: string, entry: RecordEntry): void => {
    const before = entries.get(path);
    if (before === undefined || weightOf(entry) >= weightOf(before)) entries.set(path, entry);
  };
  const readLinkOnce = (path: string): Promise<Reading<string>> => {
    const reading = links.get(path) ?? files.readLink(path);
    links.set(path, reading);
    return reading;
  };
  /** The path with every link resolved, also where nothing is at its end. Each link is recorded. */
  const follow = async (path: string): Promise<string> => {
    const left = path.split('/').reverse();
    let at = '';
    for (let count = 0; left.length > 0; ) {
      const name = left.pop();
      if (name === undefined || name === '' || name === '.') continue;
      if (name === '..') {
        at = at.slice(0, Math.max(0, at.lastIndexOf('/')));
        continue;
      }
      const next = `${at}/${name}`;
      const link = notFollowed.has(next) || count >= maxLinks ? undefined : await readLinkOnce(next);
      if (link?.ok) {
        count++;
        put(next, { link: link.value });
        if (link.value.startsWith('/')) at = '';
        left.push(...link.value.split('/').reverse());
      } else at = next;
    }
    return at || '/';
  };
  const putFailure = (path: string, { why, errno }: NotRead): void => {
    if (why !== 'missing') put(path, { error: errno });
  };

  const readBytes: Files['readBytes'] = async (path, limitBytes) => {
    const [place, bytes] = await Promise.all([follow(path), files.readBytes(path, limitBytes)]);
    if (bytes.ok) put(place, toContent(bytes.value));
    else putFailure(place, bytes);
    return bytes;
  };
  const readLink: Files['readLink'] = async (path) => {
    const [place, link] = await Promise.all([follow(path), files.readLink(path)]);
    // Something is there, and it is no link.
    if (!link.ok && link.errno === 'EINVAL') put(place, { exists: true });
    return link;
  };

  return {
    files: {
      readBytes,
      readText: async (path, limitBytes) => {
        const bytes = await readBytes(path, limitBytes);
        return bytes.ok ? read(decodeText(bytes.value)) : bytes;
      },
      listNames: async (path) => {
        const [place, names] = await Promise.all([follow(path), files.listNames(path)]);
        if (names.ok) put(place, { folder: names.value });
        else putFailure(place, names);
        // Something is there, and it is no folder.
        if (!names.ok && names.errno === 'ENOTDIR' && (await files.isThere(path)))
          put(place, { error: 'ENOTDIR' });
        return names;
      },
      readLink,
      readLinkName: async (path) => {
        const link = await readLink(path);
        return link.ok ? read(toLinkName(link.value)) : link;
      },
      readRealPath: async (path) => {
        const [place, real] = await Promise.all([follow(path), files.readRealPath(path)]);
        if (real.ok) put(place, { exists: true });
        return real;
      },
      isThere: async (path) => {
        const [place, there] = await Promise.all([follow(path), files.isThere(path)]);
        if (there) put(place, { exists: true });
        return there;
      },
    },
    run: async (file, args, options) => {
      const result = await run(file, args, options);
      const vector = [file, ...args];
      commands.set(JSON.stringify(vector), toCommand(vector, result));
      return result;
    },
    toRecord: () => ({
      version: 1,
      files: Object.fromEntries(entries),
      commands: [...commands.values()],
    }),
  };
}

/** Of what is found out about a path, what says more stays. */
function weightOf(entry: RecordEntry): number {
  if (typeof entry === 'string' || 'base64' in entry) return 3;
  if ('folder' in entry || 'link' in entry) return 2;
  return 'error' in entry ? 1 : 0;
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Text where the bytes are text; zero bytes are in no text. */
function toContent(bytes: Uint8Array): RecordEntry {
  try {
    const text = utf8.decode(bytes);
    if (!text.includes('\0')) return text;
  } catch {
    // No UTF-8.
  }
  return { base64: Buffer.from(bytes).toString('base64') };
}

function toCommand(run: string[], result: CommandResult): RecordedCommand {
  if (result.ok) return { run, status: 0, stdout: result.stdout };
  const { why, message, status, stdout = '' } = result;
  return status === undefined ? { run, failed: why, message } : { run, status, stdout, message };
}
