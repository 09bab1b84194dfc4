import { type Logger, pino } from 'pino';
import type { LogLevel } from '../../contract/index.ts';
import type { Log } from './log.ts';
import { toLogFields, toLogText } from './log-fields.ts';

/** One line as it was logged, for those who show or count lines in this process. */
export interface LogRecord {
  time: Date;
  level: LogLevel;
  part: string;
  message: string;
}

export interface LogsOptions {
  /** Takes one finished line without its end. */
  write(line: string): void;
  /** Puts the syslog priority, as `<6>`, before each line: journald takes it off and keeps it as the line's level. */
  withPriority: boolean;
  now(): Date;
  /** Told of every line after it was written. */
  onRecord?(record: LogRecord): void;
  level?: LogLevel;
}

const levels = ['debug', 'info', 'warn', 'error'] as const satisfies LogLevel[];
/** Syslog severities, RFC 5424 section 6.2.1. */
const priorities: Record<LogLevel, number> = { debug: 7, info: 6, warn: 4, error: 3 };

/** The loggers of all parts: JSON lines `{"level","part","message",…}`, whose level can be changed per part while the backend runs. */
export class Logs {
  readonly #options: LogsOptions;
  readonly #parts = new Map<string, Logger>();
  #level: LogLevel;

  constructor(options: LogsOptions) {
    this.#options = options;
    this.#level = options.level ?? 'info';
  }

  /** The logger of one part; asking twice gives loggers that share their level. */
  part(part: string): Log {
    const logger = this.#logger(part);
    const write =
      (level: LogLevel) =>
      (message: string, fields: Record<string, unknown> = {}) => {
        if (!logger.isLevelEnabled(level)) return;
        const text = toLogText(message);
        logger[level](toLogFields(fields), text);
        this.#options.onRecord?.({ time: this.#options.now(), level, part, message: text });
      };
    return { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
  }

  /** Changes the least level that is written, of one part or of all of them and those to come. */
  setLevel(level: LogLevel, part?: string): void {
    if (part !== undefined) {
      this.#logger(part).level = level;
      return;
    }
    this.#level = level;
    for (const logger of this.#parts.values()) logger.level = level;
  }

  levels(): Record<string, LogLevel> {
    return Object.fromEntries([...this.#parts].map(([part, logger]) => [part, logger.level as LogLevel]));
  }

  #logger(part: string): Logger {
    const logger = this.#parts.get(part) ?? this.#create(part);
    this.#parts.set(part, logger);
    return logger;
  }

  #create(part: string): Logger {
    const destination = {
      // pino fills in `lastLevel` before each write when this symbol is set.
      [Symbol.for('pino.metadata')]: true,
      lastLevel: 0,
      write: (line: string): void => {
        const level = levels[destination.lastLevel / 10 - 2] ?? 'info';
        this.#options.write(`${this.#options.withPriority ? `<${priorities[level]}>` : ''}${line.trimEnd()}`);
      },
    };
    return pino(
      {
        level: this.#level,
        base: { part },
        timestamp: false,
        messageKey: 'message',
        formatters: { level: (label) => ({ level: label }) },
      },
      destination,
    );
  }
}
