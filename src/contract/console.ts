import type { Role } from './operation.ts';

/** The guest's serial console: `GET` with `Upgrade: bezel-console` answers 101, and both sides go on in their own way. No plain call. */
export const consolePath = '/v1/guest/console';
export const consoleProtocol = 'bezel-console';
/** The least role of a seat that opens it: the guest takes what is typed. */
export const consoleRole: Role = 'technician';

/** Why a console ended: another seat has it now, this seat is locked, or the backend ends. */
export type ConsoleEnd = 'taken' | 'locked' | 'stopping';

/** What the backend says of a console, between what the guest says on it. */
export type ConsoleMessage =
  /** The first of all. `escapeKey` is the key that leaves, as the policy has it. */
  | { kind: 'hello'; escapeKey: string }
  /** What was typed reaches the guest, and what it says comes. */
  | { kind: 'open' }
  /** There is no line to the guest now; it is opened again when that is possible. What is typed is lost. */
  | { kind: 'waiting'; reason: string }
  /** The last of all. `by` is the seat that has taken it. */
  | { kind: 'ended'; why: ConsoleEnd; by?: string };

/** What comes from the backend: bytes of the guest, which are hostile, or a message. */
export type ConsoleFrame = { bytes: Uint8Array } | { message: ConsoleMessage };

/** More is sent in several frames. */
export const maxFrameBytes = 64 * 1024;

const HEAD = 5;
const BYTES = 0;
const MESSAGE = 1;

/** A frame as it is sent: one byte for its kind (0 bytes, 1 a message as JSON), four for the length, the highest first, and what it holds. */
export function renderFrame(frame: ConsoleFrame): Uint8Array {
  const isBytes = 'bytes' in frame;
  const content = isBytes ? frame.bytes : new TextEncoder().encode(JSON.stringify(frame.message));
  const out = new Uint8Array(HEAD + content.length);
  out[0] = isBytes ? BYTES : MESSAGE;
  new DataView(out.buffer).setUint32(1, content.length);
  out.set(content, HEAD);
  return out;
}

/** Takes frames out of a stream that is cut anywhere. Throws for what is none. */
export function createFrameParser(): (chunk: Uint8Array) => ConsoleFrame[] {
  let rest: Uint8Array = new Uint8Array(0);
  return (chunk) => {
    const all = new Uint8Array(rest.length + chunk.length);
    all.set(rest);
    all.set(chunk, rest.length);
    const frames: ConsoleFrame[] = [];
    let at = 0;
    while (all.length - at >= HEAD) {
      const length = new DataView(all.buffer).getUint32(at + 1);
      if (length > maxFrameBytes) throw new Error(`a frame of ${length} bytes is too long`);
      if (all.length - at < HEAD + length) break;
      frames.push(toFrame(all[at] ?? 0, all.slice(at + HEAD, at + HEAD + length)));
      at += HEAD + length;
    }
    rest = all.slice(at);
    return frames;
  };
}

function toFrame(kind: number, content: Uint8Array): ConsoleFrame {
  if (kind === BYTES) return { bytes: content };
  if (kind === MESSAGE) return { message: JSON.parse(new TextDecoder().decode(content)) as ConsoleMessage };
  throw new Error(`a frame of the kind ${kind} is unknown`);
}
