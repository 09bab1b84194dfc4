import { LabError } from './errors.ts';
import { parseNicId, planNic, toNetdev, toNicId } from './nic-args.ts';
import { nicSlots } from './qemu-args.ts';
import type { Qmp } from './qmp.ts';

/** The box's NICs, named nic0, nic1 and so on after their slots. */
export class Nics {
  readonly #qmp: () => Promise<Qmp>;

  readonly #wires: string;

  /** `wires`: the folder of the sockets that stand for the cables. */
  constructor(qmp: () => Promise<Qmp>, wires: string) {
    this.#qmp = qmp;
    this.#wires = wires;
  }

  /** The names of the NICs that are in the box. */
  async list(): Promise<string[]> {
    const devices = await (await this.#qmp()).run<{ name: string }[]>('qom-list', {
      path: '/machine/peripheral',
    });
    return devices
      .map(({ name }) => name)
      .filter((name) => parseNicId(name) !== undefined)
      .sort();
  }

  /** Puts a NIC into the first free slot, or the slot of the name. Returns its name. */
  async add(id?: string): Promise<string> {
    const present = await this.list();
    const free = Array.from({ length: nicSlots }, (_, slot) => slot).find(
      (slot) => !present.includes(toNicId(slot)),
    );
    const slot = id === undefined ? free : parseNicId(id);
    if (slot === undefined)
      throw new LabError('nic', id === undefined ? 'every slot has a NIC' : `${id} is not a NIC`);
    const qmp = await this.#qmp();
    const parts = planNic(slot, this.#wires);
    const { type: driver, ...properties } = parts.device;
    await qmp.run('netdev_add', toNetdev(parts));
    try {
      await qmp.run('device_add', { driver, ...properties });
    } catch (error) {
      await qmp.run('netdev_del', { id: parts.netdev.id }).catch(() => undefined);
      throw error;
    }
    return toNicId(slot);
  }

  /** Takes a NIC out; the box's kernel is asked first, as a hot-plug slot's button does. */
  async remove(id: string): Promise<void> {
    const qmp = await this.#qmp();
    const gone = qmp.waitForEvent((event) => event.event === 'DEVICE_DELETED' && event.data.device === id, {
      what: `${id} to be out`,
      timeoutMs: 60_000,
    });
    gone.catch(() => undefined);
    await qmp.run('device_del', { id });
    await gone;
    await qmp.run('netdev_del', { id: `${id}-wire` });
  }

  /** Plugs the cable of a NIC in (`up`) or pulls it (`down`). */
  async cable(id: string, state: 'up' | 'down'): Promise<void> {
    await (await this.#qmp()).run('set_link', { name: id, up: state === 'up' });
  }
}
