import type { LogEntry, LogLevel } from '../../contract/index.ts';
import { parseCount } from '../command/parse-count.ts';
import type { Context, Verb } from '../command/verb.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { formatTime } from '../output/format.ts';
import { renderRows } from '../output/table.ts';
import type { Line, Tone } from '../output/text.ts';

const TONES: Partial<Record<LogLevel, Tone>> = { error: 'error', warn: 'warning', debug: 'dim' };
/** As much as one page of the journal may hold. */
const PAGE = 1000;

export const log: Verb = {
  path: ['log'],
  summary: "Show the backend's journal, oldest first",
  details: ['With --follow and --json, one entry is printed on each line.'],
  options: ['lines', 'follow'],
  examples: ['bezel log', 'bezel log -n 200', 'bezel log --follow'],
  run: async (context) => {
    const limit = parseCount(log, '--lines', context.options.lines ?? '50', PAGE);
    if (context.options.follow === true) return follow(context, limit);
    const page = await context.client.call('log.list', { query: { limit } }, { signal: context.signal });
    if (context.out.json) context.out.printJson(page);
    else context.out.print(renderLog(page.entries));
    return EXIT.done;
  },
};

/** Entries in columns: when, how bad, who, what. */
export const renderLog = (entries: readonly LogEntry[]): Line[] =>
  renderRows(
    entries.map(({ time, level, part, message }) => {
      const tone = TONES[level];
      return [formatTime(time), tone === undefined ? level : { text: level, tone }, part, message];
    }),
  );

/** Prints a page, and then what is added. The stream is opened first, so that nothing falls between the two. */
async function follow({ client, out, signal }: Context, limit: number): Promise<ExitCode> {
  const life = new AbortController();
  const both = AbortSignal.any([signal, life.signal]);
  let last: string | undefined;
  let _reading: Promise<void> | undefined;
  let more = false;

  const readOn = async () => {
    do {
      more = false;
      const query = last === undefined ? { limit } : { limit: PAGE, after: last };
      const { entries } = await client.call('log.list', { query }, { signal: both });
      if (out.json) for (const entry of entries) out.printJson(entry, true);
      else out.print(renderLog(entries));
      last = entries.at(-1)?.cursor ?? last;
      more ||= last !== undefined && query.limit === PAGE && entries.length === PAGE;
    } while (more);
  };
  const grown = () => {
    more = true;
    _reading ??= readOn()
      .catch((error: unknown) => life.abort(error))
      .finally(() => {
        _reading = undefined;
      });
  };
  await client.events({ signal: both, onOpen: grown, onEvent: ({ type }) => type === 'log' && grown() });
  if (!signal.aborted) throw life.signal.reason;
  return EXIT.interrupted;
}
