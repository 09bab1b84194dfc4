import { renderThumbnail } from '../../client/thumbnail/render.ts';
import { mostThumbnail } from '../../contract/most-thumbnail.ts';
import type { Context } from '../command/verb.ts';
import { askTerminal, type SixelTerminal, USUAL_CELL } from './ask-terminal.ts';
import { toSixel } from './to-sixel.ts';

/** Without a terminal, or one that says how many it has, only the columns are a limit. */
const NO_LIMIT = mostThumbnail.height;

/** Prints a thumbnail of the guest's display in as many columns, in sixels where the terminal has them, in half blocks or shades elsewhere. */
export async function printThumbnail(context: Context, columns: number): Promise<void> {
  const { client, out, options, look, signal } = context;
  const sixel = await planSixel(context);
  const rows = planRows(context);
  const cell = sixel?.cell ?? { width: 1, height: 2 };
  const query = {
    width: Math.min(mostThumbnail.width, columns * cell.width),
    height: Math.min(mostThumbnail.height, rows * cell.height),
  };
  const thumbnail = await client.call('guest.thumbnail', { query }, { signal });
  if (options.json === true) out.printJson(thumbnail);
  else if (sixel !== undefined) out.printBytes(Buffer.from(toSixel(thumbnail)));
  else {
    const shown = out.toTerminal ? look : ({ ...look, colours: 0 } as const);
    out.printBytes(Buffer.from(`${renderThumbnail(thumbnail, shown).join('\n')}\n`));
  }
}

/** How sixels are to be drawn, where they are wanted or the terminal has them. */
async function planSixel(context: Context): Promise<SixelTerminal | undefined> {
  const { out, terminal, options, look, signal } = context;
  const isWanted = options.sixel === true;
  const mayAsk = out.toTerminal && terminal.raw !== undefined && !out.json && look.colours > 0;
  if (mayAsk && terminal.raw !== undefined) {
    const said = await askTerminal(terminal.raw, signal);
    return isWanted || said.sixel ? said : undefined;
  }
  return isWanted ? { sixel: true, cell: USUAL_CELL } : undefined;
}

/** All but the one that the prompt comes to. */
function planRows({ out, terminal }: Context): number {
  const rows = out.toTerminal ? (terminal.raw?.rows ?? 0) : 0;
  return rows < 2 ? NO_LIMIT : rows - 1;
}
