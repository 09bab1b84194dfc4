import type { Client } from '../client/index.ts';
import { isDrive, type MediaRow } from '../client/media/words.ts';
import type { Drives, Media, Medium } from '../contract/index.ts';
import { usage } from './command/command-line.ts';
import type { Verb } from './command/verb.ts';
import { Refused } from './exit.ts';

export const readAll = (client: Client, signal: AbortSignal): Promise<[Media, Drives]> =>
  Promise.all([client.call('media.list', {}, { signal }), client.call('drives.list', {}, { signal })]);

/** Throws where there is none of this name. */
export function find(id: string, rows: readonly MediaRow[]): MediaRow {
  const row = rows.find((each) => each.id === id || each.id === `${id}:0`);
  if (row !== undefined) return row;
  throw new Refused(
    'media.unknown',
    `There is no USB disk or drive ${id}`,
    rows.length === 0 ? 'None is there' : `There are ${rows.map((each) => each.id).join(', ')}`,
  );
}

/** What somebody has named; `hint` is for a drive. */
export async function findDisk(
  client: Client,
  id: string,
  hint: string,
  signal: AbortSignal,
): Promise<Medium> {
  const [{ media }, { drives }] = await readAll(client, signal);
  const row = find(id, [...media, ...drives]);
  if (isDrive(row)) throw new Refused('media.no-disk', `${row.id} is a drive`, hint);
  return row;
}

/** The body's part of a partition that may be named. */
export function toPartition(verb: Verb, text: string | undefined): { partition?: number } {
  if (text === undefined) return {};
  if (!/^\d{1,3}$/.test(text)) throw usage(verb, `'${text}' is no number of a partition`);
  return { partition: Number(text) };
}
