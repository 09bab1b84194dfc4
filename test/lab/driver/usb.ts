import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import type { Qmp } from './qmp.ts';

/** The box's USB ports. */
export class UsbPorts {
  readonly #qmp: () => Promise<Qmp>;

  constructor(qmp: () => Promise<Qmp>) {
    this.#qmp = qmp;
  }

  /** Plugs in a stick with a raw image file as its content. Returns the name to yank it by. */
  async plug(
    file: string,
    {
      id = `usb-${randomBytes(3).toString('hex')}`,
      readOnly = false,
      serial = id,
    }: { id?: string; readOnly?: boolean; serial?: string } = {},
  ): Promise<string> {
    const qmp = await this.#qmp();
    const node = `${id}-disk`;
    await qmp.run('blockdev-add', {
      driver: 'raw',
      'node-name': node,
      'read-only': readOnly,
      file: { driver: 'file', filename: resolve(file) },
    });
    try {
      await qmp.run('device_add', {
        driver: 'usb-storage',
        id,
        drive: node,
        bus: 'usb.0',
        removable: true,
        serial,
      });
    } catch (error) {
      await qmp.run('blockdev-del', { 'node-name': node }).catch(() => undefined);
      throw error;
    }
    return id;
  }

  /** Pulls a stick out without asking anybody. What was not written yet is lost. */
  async yank(id: string): Promise<void> {
    const qmp = await this.#qmp();
    const gone = qmp.waitForEvent((event) => event.event === 'DEVICE_DELETED' && event.data.device === id, {
      what: `${id} to be out`,
      timeoutMs: 20_000,
    });
    gone.catch(() => undefined);
    await qmp.run('device_del', { id });
    await gone;
    await qmp.run('blockdev-del', { 'node-name': `${id}-disk` });
  }
}
