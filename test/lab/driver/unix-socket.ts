import { connect, type Socket } from 'node:net';
import { LabError } from './errors.ts';

/**
 * Connects to one of QEMU's unix sockets. QEMU serves one client per socket and lets the next one wait in line, so being
 * connected does not mean being served: every user of this asks for a sign of life with a time limit of its own.
 */
export async function connectSocket(path: string): Promise<Socket> {
  const socket = connect(path);
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', () => resolve());
    socket.once('error', (cause) => {
      reject(
        new LabError('not-running', `${path} does not answer`, {
          hint: 'is the box running? `lab boot` starts it',
          cause,
        }),
      );
    });
  });
  // Later errors end the connection; "close" tells its users.
  socket.on('error', () => undefined);
  return socket;
}
