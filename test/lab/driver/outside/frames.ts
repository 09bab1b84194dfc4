/** One Ethernet frame of a recording. */
export interface Frame {
  /** Seconds since 1970. */
  at: number;
  /** Hardware addresses in lower case, with colons. */
  source: string;
  destination: string;
  etherType: number;
  /** What follows the type. */
  payload: Buffer;
}

const headerBytes = 24;
const recordBytes = 16;
const ethernet = 1;

/**
 * The frames of a recording in the classic pcap format, which QEMU's filter-dump writes (magic a1b2c3d4, microseconds). A last frame that is
 * not written to its end yet is left out. Throws on other formats. Pure. https://wiki.wireshark.org/Development/LibpcapFileFormat
 */
export function parseFrames(file: Buffer): Frame[] {
  if (file.length < headerBytes) return [];
  const magic = file.readUInt32LE(0);
  const linkType = file.readUInt32LE(20);
  if (magic !== 0xa1b2c3d4 || linkType !== ethernet)
    throw new Error(`a recording of another kind: magic ${magic.toString(16)}, link type ${linkType}`);
  const frames: Frame[] = [];
  for (let at = headerBytes; at + recordBytes <= file.length; ) {
    const length = file.readUInt32LE(at + 8);
    const begin = at + recordBytes;
    if (begin + length > file.length) break;
    const seconds = file.readUInt32LE(at) + file.readUInt32LE(at + 4) / 1e6;
    if (length >= 14) frames.push(toFrame(seconds, file.subarray(begin, begin + length)));
    at = begin + length;
  }
  return frames;
}

/**
 * Whether QEMU itself says by this frame where a NIC is now (RARP), as it does on every wire of a box that goes on from a suspended one. QEMU 7.2
 * crashes at the box's next reset when told not to (`announce-rounds` 0). Linux has no RARP of its own.
 */
export const isAnnouncement = ({ etherType }: Frame): boolean => etherType === 0x8035;

function toFrame(at: number, bytes: Buffer): Frame {
  return {
    at,
    destination: toMac(bytes.subarray(0, 6)),
    source: toMac(bytes.subarray(6, 12)),
    etherType: bytes.readUInt16BE(12),
    payload: bytes.subarray(14),
  };
}

const toMac = (bytes: Buffer): string =>
  [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join(':');
