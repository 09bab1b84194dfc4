import { onTestFinished } from 'vitest';
import { Libvirt, type OpenOptions } from '../../../../src/libvirt/index.ts';
import { type FakeServer, type Packet, type Peer, startFakeServer } from './fake-server.ts';

export interface Opened {
  readonly client: Libvirt;
  readonly server: FakeServer;
  readonly peer: Peer;
}

/** A client on a server that answers as told; both are gone after the test. */
export async function openOn(
  onPacket?: (packet: Packet, peer: Peer) => void,
  options: OpenOptions = {},
): Promise<Opened> {
  const server = await startFakeServer(onPacket);
  onTestFinished(() => server.stop());
  const client = await Libvirt.open({ socket: server.path, ...options });
  onTestFinished(() => client.close());
  const peer = server.peers[0];
  if (peer === undefined) throw new Error('nobody has connected');
  return { client, server, peer };
}
