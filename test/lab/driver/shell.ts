import { AgentConnection } from './agent-connection.ts';
import { toCatRequest, toGetRequest, toRunRequest } from './agent-frames.ts';
import { LabError, LabTimeout } from './errors.ts';

export type ShellResult = { exitCode: number; stdout: string; stderr: string };

export type ShellOptions = {
  stdin?: string | Uint8Array;
  timeoutMs?: number;
  /** Throw when the exit code is not 0; the default. */
  reject?: boolean;
  /** Called with each piece of output as it comes. */
  onOutput?: (stream: 'stdout' | 'stderr', bytes: Buffer) => void;
};

const pieceBytes = 1024 * 1024;

/**
 * Runs commands as root in the box. Commands of one RootShell run side by side over one connection, which is given back
 * after a moment of rest, so that other processes get their turn.
 */
export class RootShell {
  readonly #path: string;
  readonly #connectMs: number;
  readonly #restMs: number;
  #connection: Promise<AgentConnection> | undefined;
  #busy = 0;
  #rest: NodeJS.Timeout | undefined;

  constructor(path: string, { connectMs = 60_000, restMs = 1000 } = {}) {
    this.#path = path;
    this.#connectMs = connectMs;
    this.#restMs = restMs;
  }

  /** Waits until the box runs commands. */
  async ready(timeoutMs: number): Promise<void> {
    await this.#using(() => Promise.resolve(), timeoutMs);
  }

  /** Runs a bash script. Throws a LabError with its output when it fails, unless `reject` is false. */
  async run(script: string, options: ShellOptions = {}): Promise<ShellResult> {
    const { stdin = '' } = options;
    const bytes = typeof stdin === 'string' ? Buffer.from(stdin) : stdin;
    const { stdout, ...rest } = await this.#do(
      oneLine(script),
      (id) => toRunRequest(id, script, bytes),
      options,
    );
    return { ...rest, stdout: stdout.toString() };
  }

  /** What the API answers to a GET, head and all. Starts no program. */
  async get(path: string): Promise<string> {
    return (await this.#do(`GET ${path}`, (id) => toGetRequest(id, path))).stdout.toString();
  }

  /** What is in files, one after the other. Starts no program. */
  async cat(...paths: string[]): Promise<Buffer> {
    return (await this.#do(`cat ${paths.join(' ')}`, (id) => toCatRequest(id, paths))).stdout;
  }

  /** The standard output of a script, without the last line's end. */
  async text(script: string, options: ShellOptions = {}): Promise<string> {
    return (await this.run(script, options)).stdout.replace(/\n$/, '');
  }

  /** Puts a file into the box, piece by piece, and moves it into place when it is whole. */
  async push(content: Uint8Array, path: string, mode = 0o644): Promise<void> {
    const part = quote(`${path}.part`);
    await this.run(`mkdir -p "$(dirname ${part})" && : >${part} && chmod ${mode.toString(8)} ${part}`);
    for (let at = 0; at < content.length; at += pieceBytes) {
      await this.run(`cat >>${part}`, { stdin: content.subarray(at, at + pieceBytes), timeoutMs: 120_000 });
    }
    await this.run(`mv ${part} ${quote(path)} && sync -d ${quote(path)}`);
  }

  close(): void {
    clearTimeout(this.#rest);
    this.#connection?.then((connection) => connection.close()).catch(() => undefined);
    this.#connection = undefined;
  }

  async #do(
    what: string,
    toRequest: (id: string) => Uint8Array,
    { timeoutMs = 180_000, reject = true, onOutput }: ShellOptions = {},
  ): Promise<Omit<ShellResult, 'stdout'> & { stdout: Buffer }> {
    const pieces: Record<'stdout' | 'stderr', Buffer[]> = { stdout: [], stderr: [] };
    const exitCode = await this.#using((connection) => {
      const signal = AbortSignal.timeout(timeoutMs);
      const take = (stream: 'stdout' | 'stderr', piece: Buffer) => {
        pieces[stream].push(Buffer.from(piece));
        onOutput?.(stream, piece);
      };
      return connection.run(toRequest, { onOutput: take }, signal).catch((error) => {
        if (signal.aborted) throw new LabTimeout(`in the box, ${what} takes more than ${timeoutMs / 1000} s`);
        throw error;
      });
    });
    const [stdout, stderr] = [Buffer.concat(pieces.stdout), Buffer.concat(pieces.stderr).toString()];
    if (reject && exitCode !== 0) {
      const said = (stderr.trim() || stdout.toString().trim()).slice(-2000);
      throw new LabError('command', `in the box, ${what} ends with ${exitCode}: ${said}`);
    }
    return { exitCode, stdout, stderr };
  }

  async #using<T>(use: (connection: AgentConnection) => Promise<T>, connectMs = this.#connectMs): Promise<T> {
    this.#busy += 1;
    clearTimeout(this.#rest);
    try {
      return await use(await this.#connect(connectMs));
    } finally {
      this.#busy -= 1;
      if (this.#busy === 0) this.#rest = setTimeout(() => this.close(), this.#restMs).unref();
    }
  }

  async #connect(connectMs: number): Promise<AgentConnection> {
    const known = this.#connection;
    if (known !== undefined) {
      const connection = await known.catch(() => undefined);
      if (connection !== undefined && !connection.closed) return connection;
      if (this.#connection !== known) return this.#connect(connectMs);
    }
    this.#connection = AgentConnection.connect(this.#path, connectMs);
    return this.#connection;
  }
}

/** A word that bash takes as it is. Pure. */
export function quote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

function oneLine(script: string): string {
  const line = script.trim().split('\n', 1)[0] ?? '';
  return JSON.stringify(line.length > 80 ? `${line.slice(0, 79)}…` : line);
}
