import { describe, expect, it } from 'vitest';
import { isAnnouncement, parseFrames } from '../../../lab/driver/outside/frames.ts';

/** A recording as QEMU's filter-dump writes it. */
function toRecording(frames: Buffer[], magic = 0xa1b2c3d4): Buffer {
  const header = Buffer.alloc(24);
  header.writeUInt32LE(magic, 0);
  header.writeUInt32LE(1, 20);
  const records = frames.map((frame) => {
    const record = Buffer.alloc(16);
    record.writeUInt32LE(1_700_000_000, 0);
    record.writeUInt32LE(250_000, 4);
    record.writeUInt32LE(frame.length, 8);
    record.writeUInt32LE(frame.length, 12);
    return Buffer.concat([record, frame]);
  });
  return Buffer.concat([header, ...records]);
}

const arp = Buffer.from('ffffffffffff5254000000010806aabb', 'hex');

describe('frames of a recording', () => {
  it('have their time, addresses, type and payload', () => {
    expect(parseFrames(toRecording([arp]))).toEqual([
      {
        at: 1_700_000_000.25,
        destination: 'ff:ff:ff:ff:ff:ff',
        source: '52:54:00:00:00:01',
        etherType: 0x0806,
        payload: Buffer.from('aabb', 'hex'),
      },
    ]);
  });

  it("are QEMU's own where they announce a NIC by RARP", () => {
    const rarp = Buffer.from('ffffffffffff5254000000018035aabb', 'hex');
    expect(parseFrames(toRecording([arp, rarp])).map(isAnnouncement)).toEqual([false, true]);
  });

  it('end before the one that is still being written', () => {
    const file = toRecording([arp, arp]);
    expect(parseFrames(file.subarray(0, file.length - 1))).toHaveLength(1);
    expect(parseFrames(file.subarray(0, 10))).toEqual([]);
  });

  it('are not guessed from another format', () => {
    expect(() => parseFrames(toRecording([], 0x0a0d0d0a))).toThrow('another kind');
  });
});
