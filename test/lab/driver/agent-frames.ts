/** What the agent in the box sends; `o` and `e` are pieces of standard output and standard error. */
export type AgentFrame =
  | { kind: 'hello'; token: string }
  | { kind: 'o' | 'e'; id: string; bytes: Buffer }
  | { kind: 'x'; id: string; code: number };

const header = /^(?:hello (\w+)|([oe]) (\w+) (\d+)|x (\w+) (\d+))$/;

/**
 * Cuts the agent's bytes into frames. Everything before the answer to our `token` belongs to a driver that has gone, and
 * may begin in the middle of a frame, so it is skipped. Pure but for what it keeps between calls.
 */
export class AgentFrames {
  readonly #token: string;
  #greeted = false;
  #buffer = Buffer.alloc(0);

  constructor(token: string) {
    this.#token = token;
  }

  push(bytes: Uint8Array): AgentFrame[] {
    this.#buffer = Buffer.concat([this.#buffer, bytes]);
    const frames: AgentFrame[] = [];
    if (!this.#greeted) {
      const greeting = `hello ${this.#token}\n`;
      const at = this.#buffer.indexOf(greeting);
      if (at < 0) {
        this.#buffer = this.#buffer.subarray(-greeting.length);
        return frames;
      }
      this.#buffer = this.#buffer.subarray(at + greeting.length);
      this.#greeted = true;
      frames.push({ kind: 'hello', token: this.#token });
    }
    for (let frame = this.#next(); frame !== undefined; frame = this.#next()) frames.push(frame);
    return frames;
  }

  #next(): AgentFrame | undefined {
    const end = this.#buffer.indexOf(10);
    if (end < 0) return undefined;
    const line = this.#buffer.toString('latin1', 0, end);
    const found = header.exec(line);
    if (found === null) throw new Error(`the agent in the box sends ${JSON.stringify(line.slice(0, 60))}`);
    const [, token, stream, streamId, length, exitId, code] = found;
    const bodyEnd = end + 1 + Number(length ?? 0);
    if (this.#buffer.length < bodyEnd) return undefined;
    const bytes = this.#buffer.subarray(end + 1, bodyEnd);
    this.#buffer = this.#buffer.subarray(bodyEnd);
    if (token !== undefined) return { kind: 'hello', token };
    if (exitId !== undefined) return { kind: 'x', id: exitId, code: Number(code) };
    return { kind: stream as 'o' | 'e', id: streamId as string, bytes };
  }
}

/** One request to the agent, as its bytes. Pure. */
export function toRunRequest(id: string, script: string, stdin: Uint8Array): Buffer {
  const body = Buffer.from(script);
  return Buffer.concat([
    Buffer.from(`run ${id} ${body.length} ${stdin.length}\n`),
    body,
    stdin,
    Buffer.from(`end ${id}\n`),
  ]);
}

/** A request for what the API answers to a GET of `path`. Pure. */
export const toGetRequest = (id: string, path: string): Buffer => Buffer.from(`get ${id} ${path}\n`);

/** A request for what is in files, whose paths have no spaces. Pure. */
export const toCatRequest = (id: string, paths: readonly string[]): Buffer =>
  Buffer.from(`cat ${id} ${paths.join(' ')}\n`);
