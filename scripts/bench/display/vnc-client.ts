import { readFileSync } from 'node:fs';
import { connectRfb } from '../../../src/display/rfb/connection.ts';
import type { EncodingName } from '../../../src/display/rfb/encodings.ts';
import { openSocket } from '../../../src/display/rfb/wire/open-socket.ts';
import { parseSmapsRollup } from '../parse-proc.ts';

/**
 * Our side of vnc-client.c: reads a screen from a unix socket until the server hangs up.
 * vnc-client SOCKET ENCODING; prints CPU milliseconds from the handshake's end on, the updates, and the memory in kB.
 */
const [path = '', encoding = 'raw'] = process.argv.slice(2);
let updates = 0;
let before = process.cpuUsage();
connectRfb({
  stream: await openSocket({ path }),
  shared: true,
  encodings: [encoding as EncodingName],
  listener: {
    connected: () => {
      before = process.cpuUsage();
    },
    updated: () => {
      updates++;
    },
    closed: () => {
      const { user, system } = process.cpuUsage(before);
      const { rss } = parseSmapsRollup(readFileSync('/proc/self/smaps_rollup', 'utf8'));
      console.log(`${((user + system) / 1000).toFixed(3)} ${updates} ${Math.round(rss / 1024)}`);
    },
  },
});
