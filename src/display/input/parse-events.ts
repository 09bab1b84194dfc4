/** What a device has told: see linux/input.h. Times are milliseconds of the kernel's clock. */
export interface RawEvent {
  timeMs: number;
  type: number;
  code: number;
  value: number;
}

/** `struct input_event` on 64-bit machines. */
export const EVENT_BYTES = 24;

/** Reads whole events; the kernel never gives a part of one. */
export function parseEvents(bytes: Buffer): RawEvent[] {
  const events: RawEvent[] = [];
  for (let at = 0; at + EVENT_BYTES <= bytes.length; at += EVENT_BYTES) {
    events.push({
      timeMs: Number(bytes.readBigInt64LE(at)) * 1000 + Number(bytes.readBigInt64LE(at + 8)) / 1000,
      type: bytes.readUInt16LE(at + 16),
      code: bytes.readUInt16LE(at + 18),
      value: bytes.readInt32LE(at + 20),
    });
  }
  return events;
}

/** An event to be written to a device. */
export function renderEvent(type: number, code: number, value: number): Buffer {
  const bytes = Buffer.alloc(EVENT_BYTES);
  bytes.writeUInt16LE(type, 16);
  bytes.writeUInt16LE(code, 18);
  bytes.writeInt32LE(value, 20);
  return bytes;
}
