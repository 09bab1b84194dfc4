import { HEADER_SIZE, LENGTH_SIZE } from './limits.ts';
import { PROTOCOL_VERSION } from './programs.ts';

/** `virNetMessageType`. */
export const MessageType = { CALL: 0, REPLY: 1, MESSAGE: 2, STREAM: 3 } as const;
/** `virNetMessageStatus`. */
export const MessageStatus = { OK: 0, ERROR: 1, CONTINUE: 2 } as const;

/** `virNetMessageHeader`. `serial` ties replies and stream packets to their call; it is 0 for messages. */
export interface Header {
  readonly program: number;
  readonly version: number;
  readonly procedure: number;
  readonly type: number;
  readonly serial: number;
  readonly status: number;
}

/** Length word and header of a packet whose payload has `payloadSize` bytes. */
export function renderHead(header: Omit<Header, 'version'>, payloadSize: number): Buffer {
  const head = Buffer.allocUnsafe(LENGTH_SIZE + HEADER_SIZE);
  head.writeUInt32BE(head.length + payloadSize, 0);
  head.writeUInt32BE(header.program, 4);
  head.writeUInt32BE(PROTOCOL_VERSION, 8);
  head.writeInt32BE(header.procedure, 12);
  head.writeInt32BE(header.type, 16);
  head.writeUInt32BE(header.serial, 20);
  head.writeInt32BE(header.status, 24);
  return head;
}

/** The header of a packet of at least HEADER_SIZE bytes (its length word already taken off). */
export function parseHeader(packet: Buffer): Header {
  return {
    program: packet.readUInt32BE(0),
    version: packet.readUInt32BE(4),
    procedure: packet.readInt32BE(8),
    type: packet.readInt32BE(12),
    serial: packet.readUInt32BE(16),
    status: packet.readInt32BE(20),
  };
}
