import { ApiError, type CallOptions, type Client } from '../../client/connection.ts';
import type { ScreenText, Thumbnail } from '../../contract/index.ts';

/** What the guest's display shows: what it says, or what it looks like. */
export type DisplayLook = { text: ScreenText } | { thumbnail: Thumbnail };

export interface Room {
  columns: number;
  rows: number;
}

/** More would be no thumbnail any more, and take long to draw. */
const MOST: Room = { columns: 200, rows: 60 };

/** Reads the display's text, and where there is none, or a picture is wanted, takes a picture of it that fits into `room`, two pixels to a character. */
export async function lookAtDisplay(
  client: Client,
  { columns, rows }: Room,
  wanted: 'any' | 'picture',
  options: CallOptions,
): Promise<DisplayLook> {
  const text = wanted === 'picture' ? undefined : await readText(client, options);
  if (text !== undefined && text.lines.length > 0) return { text };
  const query = {
    width: Math.max(1, Math.min(columns, MOST.columns)),
    height: Math.max(1, Math.min(rows, MOST.rows)) * 2,
  };
  return { thumbnail: await client.call('guest.thumbnail', { query }, options) };
}

/** Nothing where the picture can't be read as text, because there is no font, for example. */
async function readText(client: Client, options: CallOptions): Promise<ScreenText | undefined> {
  try {
    return await client.call('guest.screen-text', {}, options);
  } catch (error) {
    if (error instanceof ApiError && error.code === 'guest.no-text') return undefined;
    throw error;
  }
}
