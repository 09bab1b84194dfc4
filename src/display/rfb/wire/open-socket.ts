import { once } from 'node:events';
import { Socket, type SocketConnectOpts } from 'node:net';
import { INTAKE_SIZE } from '../limits.ts';

/** Who a socket reads for. */
export interface Intake {
  /** What has been read; false: no more until `resume`. The bytes stay as they are until then, or until it returns true. */
  take(chunk: Buffer): boolean;
  /** Where the next bytes should go, if not into the socket's own memory. Asked after each `take`. */
  toPlace(): Buffer | undefined;
}

/** A socket that reads into one piece of memory again and again, or where its intake wants it. It emits no `data`. */
export class IntakeSocket extends Socket {
  intake: Intake | undefined;

  constructor() {
    const memory = Buffer.allocUnsafeSlow(INTAKE_SIZE);
    super({
      onread: {
        buffer: () => this.intake?.toPlace() ?? memory,
        callback: (count, bytes) => this.intake?.take((bytes as Buffer).subarray(0, count)) ?? false,
      },
    });
    this.pause();
  }
}

/** Rejects with the system's error. Nothing is read before `connectRfb` has the socket. */
export async function openSocket(target: SocketConnectOpts): Promise<Socket> {
  const socket = new IntakeSocket();
  socket.connect(target);
  try {
    await once(socket, 'connect');
  } catch (error) {
    socket.destroy();
    throw error;
  }
  // It may break before anybody listens; who does then is told that it is closed.
  socket.on('error', () => {});
  return socket;
}
