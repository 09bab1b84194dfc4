import { getSystemErrorMap } from 'node:util';
import { decodeText } from '../decode.ts';
import { defaultLimitBytes, type Files, toLinkName } from '../files.ts';
import { notRead, type Reading, read, toNotRead } from '../reading.ts';
import type { MachineRecord } from './model.ts';
import { type Found, parseTree } from './parse-tree.ts';

/** The files of a recorded machine, as `filesBelow('/')` would have given them on the machine itself. */
export function filesOf(record: MachineRecord): Files {
  const tree = parseTree(record.files);

  const readBytes: Files['readBytes'] = async (path, limitBytes = defaultLimitBytes) => {
    const found = tree.find(path, true);
    if (!found.ok) return fail(found.errno, 'open', path);
    const bytes = toBytes(found, path);
    if (bytes.ok && bytes.value.length > limitBytes)
      return notRead('too-large', `more than ${limitBytes} bytes`);
    return bytes;
  };

  return {
    readBytes,
    readText: async (path, limitBytes) => {
      const bytes = await readBytes(path, limitBytes);
      return bytes.ok ? read(decodeText(bytes.value)) : bytes;
    },
    listNames: async (path) => {
      const found = tree.find(path, true);
      if (!found.ok) return fail(found.errno, 'scandir', path);
      const { entry, names } = found;
      if (typeof entry === 'object' && 'error' in entry) return fail(entry.error, 'scandir', path);
      if (typeof entry === 'string' || (entry !== undefined && 'base64' in entry))
        return fail('ENOTDIR', 'scandir', path);
      if (entry !== undefined && 'exists' in entry && names.size === 0) return notRecorded(path);
      return read([...names].sort());
    },
    readLink: async (path) => readLink(tree.find(path, false), path),
    readLinkName: async (path) => {
      const link = readLink(tree.find(path, false), path);
      return link.ok ? read(toLinkName(link.value)) : link;
    },
    readRealPath: async (path) => {
      const found = tree.find(path, true);
      return found.ok ? read(found.path) : fail(found.errno, 'realpath', path);
    },
    isThere: async (path) => tree.find(path, true).ok,
  };
}

function toBytes({ entry, names }: Found & { ok: true }, path: string): Reading<Uint8Array> {
  if (typeof entry === 'string') return read(Buffer.from(entry));
  if (entry === undefined) return names.size > 0 ? fail('EISDIR', 'read', path) : notRecorded(path);
  if ('base64' in entry) return read(Buffer.from(entry.base64, 'base64'));
  if ('error' in entry) return fail(entry.error, 'read', path);
  return 'folder' in entry || names.size > 0 ? fail('EISDIR', 'read', path) : notRecorded(path);
}

function readLink(found: Found, path: string): Reading<string> {
  if (!found.ok) return fail(found.errno, 'readlink', path);
  const { entry } = found;
  return typeof entry === 'object' && 'link' in entry ? read(entry.link) : fail('EINVAL', 'readlink', path);
}

const notRecorded = (path: string): Reading<never> =>
  notRead('unreadable', `the recording does not say what is in ${path}`);

/** A failure in the words of Node, as reading the machine itself would have given it. */
function fail(errno: string, call: string, path: string): Reading<never> {
  const [, meaning = 'unknown error'] =
    [...getSystemErrorMap().values()].find(([name]) => name === errno) ?? [];
  return toNotRead(Object.assign(new Error(`${errno}: ${meaning}, ${call} '${path}'`), { code: errno }));
}
