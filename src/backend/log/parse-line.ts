import { type LogLevel, logLevel, plainText } from '../../contract/index.ts';

export interface SaidLine {
  /** Absent when the line is none of the backend's own, such as what systemd or a crashing Node says. */
  level?: LogLevel;
  part?: string;
  message: string;
}

/** What a line of the journal says: the backend's own are JSON with `level`, `part` and `message`; others are their text. */
export function parseLine(text: string): SaidLine {
  if (text.startsWith('{')) {
    try {
      const { level, part, message } = JSON.parse(text) as Record<string, unknown>;
      if (typeof part === 'string' && typeof message === 'string') {
        return {
          level: logLevel.catch('info').parse(level),
          part: plainText(part),
          message: plainText(message),
        };
      }
    } catch {
      // Not ours, or cut by journald at its longest line: shown as it is.
    }
  }
  return { message: plainText(text) };
}
