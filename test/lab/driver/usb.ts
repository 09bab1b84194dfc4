import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import type { Qmp } from './qmp.ts';
import { waitFor } from './wait.ts';

/** Something with several disks in or behind it: its name, and those of the disks' block nodes in QEMU. */
export interface Plugged {
  id: string;
  nodes: readonly string[];
}

/** The node of a stick's disk. */
export const nodeOf = (id: string): string => `${id}-disk`;

/** The box's USB ports. */
export class UsbPorts {
  readonly #qmp: () => Promise<Qmp>;

  constructor(qmp: () => Promise<Qmp>) {
    this.#qmp = qmp;
  }

  /** Puts a card with 15 more ports into a slot that no NIC is in. Returns the name of its bus. */
  async addCard(slot: number): Promise<string> {
    const id = `usb-card${slot}`;
    await (await this.#qmp()).run('device_add', {
      driver: 'qemu-xhci',
      id,
      bus: `slot${slot}`,
      p2: 15,
      p3: 15,
    });
    return `${id}.0`;
  }

  /** Plugs in a stick with a raw image file as its content, into any port unless one is named. Returns the name to yank it by. */
  async plug(
    file: string,
    {
      id = `usb-${randomBytes(3).toString('hex')}`,
      readOnly = false,
      serial = id,
      port,
      bus = 'usb.0',
    }: { id?: string; readOnly?: boolean; serial?: string; port?: number | string; bus?: string } = {},
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
        bus,
        removable: true,
        serial,
        ...(port === undefined ? {} : { port: String(port) }),
      });
    } catch (error) {
      await qmp.run('blockdev-del', { 'node-name': node }).catch(() => undefined);
      throw error;
    }
    return id;
  }

  /** Plugs in a device of QEMU's, for example `usb-ccid`, which needs nothing of the machine. Returns the name to remove it by. */
  async add(driver: string, options: Record<string, string | boolean> = {}): Promise<string> {
    const id = `usb-${randomBytes(3).toString('hex')}`;
    await (await this.#qmp()).run('device_add', { driver, id, bus: 'usb.0', ...options });
    return id;
  }

  /**
   * Plugs in a reader with a disk in each slot (LUN), by bulk-only transport (`usb-bot`) or by UAS (`usb-uas`). Returns what `yankAll` takes.
   */
  async plugDisks(
    disks: readonly { file: string; sectorBytes?: number }[],
    {
      driver = 'usb-bot',
      ...options
    }: { driver?: 'usb-bot' | 'usb-uas'; serial?: string; port?: string } = {},
  ): Promise<Plugged> {
    const qmp = await this.#qmp();
    const id = `usb-${randomBytes(3).toString('hex')}`;
    const nodes: string[] = [];
    await qmp.run('device_add', { driver, id, bus: 'usb.0', ...options });
    for (const [lun, { file, sectorBytes = 512 }] of disks.entries()) {
      const node = `${id}-disk${lun}`;
      nodes.push(node);
      await qmp.run('blockdev-add', {
        driver: 'raw',
        'node-name': node,
        file: { driver: 'file', filename: resolve(file) },
      });
      const sectors = { logical_block_size: sectorBytes, physical_block_size: sectorBytes };
      await qmp.run('device_add', {
        ...{
          driver: 'scsi-hd',
          id: `${id}-${lun}`,
          bus: `${id}.0`,
          lun,
          drive: node,
          removable: true,
          ...sectors,
        },
      });
    }
    // It is in the port only when it has its disks.
    await qmp.run('qom-set', { path: `/machine/peripheral/${id}`, property: 'attached', value: true });
    return { id, nodes };
  }

  /** Plugs in a hub with eight ports. */
  addHub(port: string): Promise<string> {
    return this.add('usb-hub', { port });
  }

  /** Pulls out what `plugDisks` has plugged in, or a hub with all that is plugged into it. */
  async yankAll({ id, nodes }: Plugged): Promise<void> {
    const qmp = await this.#qmp();
    await this.#unplug(qmp, id);
    // QEMU lets go of what was behind it a moment later.
    const forget = (node: string) => qmp.run('blockdev-del', { 'node-name': node }).then(() => true);
    for (const node of nodes)
      await waitFor(() => forget(node), { what: `${node} to be free`, timeoutMs: 20_000 });
  }

  /** Plugs in a serial adapter whose line leads nowhere. */
  async addSerial(options: Record<string, string> = {}): Promise<string> {
    const chardev = `line-${randomBytes(3).toString('hex')}`;
    await (await this.#qmp()).run('chardev-add', { id: chardev, backend: { type: 'null', data: {} } });
    // A line that leads nowhere counts as pulled out otherwise.
    return this.add('usb-serial', { chardev, 'always-plugged': true, ...options });
  }

  /** Pulls a device out that is no stick. */
  async remove(id: string): Promise<void> {
    await this.#unplug(await this.#qmp(), id);
  }

  /** Plugs in a CD or DVD drive with a disc. Returns the name to yank it by. */
  async plugDrive(
    file: string,
    { id = `usb-${randomBytes(3).toString('hex')}`, serial = id }: { id?: string; serial?: string } = {},
  ): Promise<string> {
    const qmp = await this.#qmp();
    await qmp.run('blockdev-add', {
      driver: 'raw',
      'node-name': `${id}-disk`,
      'read-only': true,
      file: { driver: 'file', filename: resolve(file) },
    });
    // It is in the port only when it has its drive.
    await qmp.run('device_add', { driver: 'usb-bot', id, bus: 'usb.0', serial });
    await qmp.run('device_add', {
      driver: 'scsi-cd',
      id: `${id}-cd`,
      bus: `${id}.0`,
      lun: 0,
      drive: `${id}-disk`,
    });
    await qmp.run('qom-set', { path: `/machine/peripheral/${id}`, property: 'attached', value: true });
    return id;
  }

  /** Pulls a stick or a drive out without asking anybody. What was not written yet is lost. */
  async yank(id: string): Promise<void> {
    const qmp = await this.#qmp();
    await this.#unplug(qmp, id);
    await qmp.run('blockdev-del', { 'node-name': `${id}-disk` });
  }

  async #unplug(qmp: Qmp, id: string): Promise<void> {
    const gone = qmp.waitForEvent((event) => event.event === 'DEVICE_DELETED' && event.data.device === id, {
      what: `${id} to be out`,
      timeoutMs: 20_000,
    });
    gone.catch(() => undefined);
    await qmp.run('device_del', { id });
    await gone;
  }
}
