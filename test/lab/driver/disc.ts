import { resolve } from 'node:path';
import type { Qmp } from './qmp.ts';

const drive = 'dvd';
const node = 'dvd-disc';

/** The box's optical drive. */
export class DiscDrive {
  readonly #qmp: () => Promise<Qmp>;

  constructor(qmp: () => Promise<Qmp>) {
    this.#qmp = qmp;
  }

  /** Opens the tray, changes the disc, closes the tray. `null` leaves the drive empty. `isUnreadable`: a disc that is scratched all over. */
  async change(file: string | null, { isUnreadable = false } = {}): Promise<void> {
    const qmp = await this.#qmp();
    // A locked tray opens all the same with force: this is the hand with the paper clip.
    await qmp.run('blockdev-open-tray', { id: drive, force: true });
    await qmp.run('blockdev-remove-medium', { id: drive });
    await this.#forget(qmp);
    if (file !== null) {
      const image = { driver: 'file', filename: resolve(file) };
      await qmp.run('blockdev-add', {
        ...{ 'node-name': node, 'read-only': true },
        ...(isUnreadable
          ? { driver: 'blkdebug', image, 'inject-error': [{ event: 'none', iotype: 'read', errno: 5 }] }
          : { driver: 'raw', file: image }),
      });
      await qmp.run('blockdev-insert-medium', { id: drive, 'node-name': node }).catch(async (error) => {
        await this.#forget(qmp);
        await qmp.run('blockdev-close-tray', { id: drive });
        throw error;
      });
    }
    await qmp.run('blockdev-close-tray', { id: drive });
  }

  /** Presses the eject button. A drive that is locked asks the box instead of opening. */
  async pressEject(): Promise<void> {
    await (await this.#qmp()).run('blockdev-open-tray', { id: drive });
  }

  async #forget(qmp: Qmp): Promise<void> {
    const nodes = await qmp.run<{ 'node-name': string }[]>('query-named-block-nodes', { flat: true });
    if (nodes.some((known) => known['node-name'] === node))
      await qmp.run('blockdev-del', { 'node-name': node });
  }
}
