import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** What the program says when it is done, as one line of JSON. */
export interface Talked {
  /** Median of a message of one byte, there and back, in microseconds. */
  roundTripUs: number;
  /** Sent, in 10⁶ bytes per second. */
  throughput: number;
}

const rounds = 5000;
const bytes = 400_000_000;
const port = 7000;

const [role = '', address = ''] = process.argv.slice(2);
if (role === 'answer') answer();
else process.stdout.write(`${JSON.stringify(await talk(address))}\n`);

/** Sends back what is short, and swallows what is long; says when it listens. */
function answer(): void {
  const server = createServer((socket) => {
    socket.setNoDelay(true);
    let total = 0;
    socket.on('data', (piece) => {
      if (piece.length === 1 && total === 0) socket.write(piece);
      else {
        total += piece.length;
        if (total >= bytes) socket.end('x');
      }
    });
    socket.on('error', () => undefined);
  });
  server.listen(port, () => process.stdout.write('ready\n'));
}

async function talk(to: string): Promise<Talked> {
  const first = await open(to);
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const started = performance.now();
    first.write('x');
    await once(first, 'data');
    times.push(performance.now() - started);
  }
  first.destroy();
  const second = await open(to);
  const piece = Buffer.alloc(256 * 1024);
  const done = once(second, 'end');
  second.resume();
  const started = performance.now();
  for (let sent = 0; sent < bytes; sent += piece.length)
    if (!second.write(piece)) await once(second, 'drain');
  await done;
  const seconds = (performance.now() - started) / 1000;
  second.destroy();
  times.sort((a, b) => a - b);
  return { roundTripUs: (times[rounds / 2] ?? Number.NaN) * 1000, throughput: bytes / 1e6 / seconds };
}

async function open(to: string): Promise<Socket> {
  const socket = connect(port, to);
  socket.setNoDelay(true);
  await once(socket, 'connect');
  return socket;
}
