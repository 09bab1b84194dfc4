import { type LogEntry, type LogLevel, plainText } from '../../contract/index.ts';
import { parseLine } from './parse-line.ts';

/** Entries of journalctl's JSON output, in its order. A line that can't be read is left out: it must not hide the others. */
export function parseJournal(output: string): LogEntry[] {
  return output
    .split('\n')
    .map(parseEntry)
    .filter((entry) => entry !== undefined);
}

function parseEntry(line: string): LogEntry | undefined {
  if (line === '') return undefined;
  let fields: Record<string, unknown>;
  try {
    fields = JSON.parse(line);
  } catch {
    return undefined;
  }
  const cursor = fields.__CURSOR;
  const micros = Number(fields.__REALTIME_TIMESTAMP);
  const time = new Date(micros / 1000);
  if (typeof cursor !== 'string' || Number.isNaN(time.getTime())) return undefined;
  const said = parseLine(toText(fields.MESSAGE));
  return {
    cursor,
    time: time.toISOString(),
    level: said.level ?? toLevel(fields.PRIORITY),
    part: said.part ?? (plainText(toText(fields.SYSLOG_IDENTIFIER)) || 'unknown'),
    message: said.message,
  };
}

/** journalctl writes text that is no UTF-8 or has control characters as an array of bytes, and a field that is too long as null. */
function toText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (!Array.isArray(value)) return '';
  if (value.every((item) => typeof item === 'number')) return Buffer.from(value).toString('utf8');
  return value.filter((item) => typeof item === 'string').join(' ');
}

/** Syslog severities, RFC 5424 section 6.2.1. */
function toLevel(priority: unknown): LogLevel {
  const severity = priority === undefined ? 6 : Number(priority);
  if (severity <= 3) return 'error';
  if (severity === 4) return 'warn';
  return severity >= 7 ? 'debug' : 'info';
}
