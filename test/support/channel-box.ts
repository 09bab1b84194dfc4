import { once } from 'node:events';
import { cp, readFile, writeFile } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Libvirt } from '../../src/libvirt/index.ts';

export interface HeldChannel {
  /** A folder of templates for a bezeld whose libvirt has the test driver. */
  templates: string;
  /** Starts the guest that bezeld has defined: the test driver does not know how bezeld asks for it. */
  startGuest(socket: string): Promise<void>;
  /** bezeld's connection, as QEMU has it. */
  accept(): Promise<Socket>;
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * The end of the guest's channel where QEMU would be. libvirt's test driver runs no QEMU and makes no socket: the domain's template names ours, and
 * bezeld connects to it as soon as the guest is said to run.
 */
export async function holdChannel(root: string, dir: string): Promise<HeldChannel> {
  const templates = join(dir, 'templates');
  const path = join(dir, 'channel.sock');
  await cp(join(root, 'templates'), templates, { recursive: true });
  const file = join(templates, 'domain.xml');
  const template = await readFile(file, 'utf8');
  const target = "<target type='virtio' name='org.bezel.guest.0'/>";
  if (!template.includes(target)) throw new Error('the template has no channel of the guest');
  await writeFile(file, template.replace(target, `<source mode='bind' path='${path}'/>${target}`));
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    socket.on('error', () => {});
    sockets.push(socket);
  });
  await once(server.listen(path), 'listening');
  return {
    templates,
    startGuest: async (socket) => {
      const libvirt = await Libvirt.open({ socket, uri: 'test:///default' });
      try {
        const create = async () => libvirt.create(await libvirt.lookupByName('guest'));
        while (
          !(await create().then(
            () => true,
            () => false,
          ))
        )
          await sleep(50);
      } finally {
        await libvirt.close();
      }
    },
    accept: async () => sockets.shift() ?? ((await once(server, 'connection')) as [Socket])[0],
    [Symbol.asyncDispose]: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
