interface Said {
  chassisMac: string;
  port: string;
  name: string;
  description: string;
  /** Seconds; 0 takes back what was said. */
  ttl: number;
}

/** A frame of IEEE 802.1AB to the nearest bridge, as hexadecimal digits. */
export function lldpFrame({ chassisMac, port, name, description, ttl }: Said): string {
  const mac = Buffer.from(chassisMac.replaceAll(':', ''), 'hex');
  const seconds = Buffer.alloc(2);
  seconds.writeUInt16BE(ttl);
  return Buffer.concat([
    Buffer.from('0180c200000e', 'hex'),
    mac,
    Buffer.from('88cc', 'hex'),
    tlv(1, Buffer.concat([Buffer.from([4]), mac])),
    tlv(2, Buffer.concat([Buffer.from([5]), Buffer.from(port)])),
    tlv(3, seconds),
    tlv(4, Buffer.from(description)),
    tlv(5, Buffer.from(name)),
    tlv(0, Buffer.alloc(0)),
  ]).toString('hex');
}

function tlv(type: number, value: Buffer): Buffer {
  const head = Buffer.alloc(2);
  head.writeUInt16BE((type << 9) | value.length);
  return Buffer.concat([head, value]);
}
