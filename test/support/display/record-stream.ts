import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { EncodingName } from '../../../src/display/rfb/encodings.ts';
import {
  renderEncodings,
  renderPixelFormat,
  renderUpdateRequest,
} from '../../../src/display/rfb/messages/render-client.ts';

export interface Recording {
  /** Everything that the server has said so far, from its version on. */
  take(): Buffer;
  /** Until the server has had nothing to say for a while. */
  untilQuiet(): Promise<void>;
  stop(): void;
}

const requestMs = 30;
const quietMs = 1500;

/** Records what QEMU says to a client, without understanding any of it. Nothing but None is spoken, so it can be replayed. */
export function recordStream(path: string, encodings: readonly EncodingName[]): Recording {
  const chunks: Buffer[] = [];
  let heardAt = performance.now();
  const socket = connect(path);
  socket.on('data', (chunk) => {
    chunks.push(chunk);
    heardAt = performance.now();
  });
  socket.on('error', () => {});
  const [none, shared] = [Buffer.from([1]), Buffer.from([1])];
  socket.write(Buffer.concat([Buffer.from('RFB 003.008\n'), none, shared, renderPixelFormat()]));
  socket.write(renderEncodings(encodings, true));
  socket.write(renderUpdateRequest(0xffff, 0xffff, false));
  const timer = setInterval(() => socket.write(renderUpdateRequest(0xffff, 0xffff, true)), requestMs);
  return {
    take: () => Buffer.concat(chunks),
    async untilQuiet() {
      heardAt = performance.now();
      while (performance.now() - heardAt < quietMs) await sleep(requestMs);
    },
    stop: () => {
      clearInterval(timer);
      socket.destroy();
    },
  };
}
