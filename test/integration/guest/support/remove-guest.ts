import { Libvirt } from '../../../../src/libvirt/index.ts';
import type { Libvirtd } from '../../../support/libvirtd.ts';

/** Leaves libvirtd as if there had never been a guest. */
export async function removeGuest(libvirtd: Libvirtd): Promise<void> {
  const connection = await Libvirt.open({ socket: libvirtd.socket, uri: libvirtd.uri });
  try {
    const dom = await connection.lookupByName('guest').catch(() => undefined);
    if (dom === undefined) return;
    await connection.destroy(dom).catch(() => {});
    await connection.undefine(dom);
  } finally {
    await connection.close();
  }
}
