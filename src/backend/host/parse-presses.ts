/** `struct input_event` of 64-bit Linux: two words of time, then type, code and value. */
const eventBytes = 24;
const evKey = 1;
const keyPower = 116;
const pressed = 1;

/** How often the power button went down in what its event device said, and what belongs to an event that is not there in full. */
export function parsePresses(bytes: Uint8Array): { presses: number; rest: Uint8Array } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let presses = 0;
  let at = 0;
  for (; at + eventBytes <= bytes.byteLength; at += eventBytes) {
    const isPower = view.getUint16(at + 16, true) === evKey && view.getUint16(at + 18, true) === keyPower;
    // 0 is the release, 2 the repetition of a key that is held.
    if (isPower && view.getInt32(at + 20, true) === pressed) presses++;
  }
  return { presses, rest: bytes.subarray(at) };
}
