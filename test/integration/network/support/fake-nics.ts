import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** What of a NIC is taken from the link of the same name in the namespace of whoever reads it. */
const live = ['address', 'addr_assign_type', 'carrier', 'mtu', 'statistics', 'type'];

/** A folder whose /sys has PCI NICs of these names, which are links of a namespace. The function in the answer removes it. */
export async function makeFakeNics(
  names: readonly string[],
): Promise<{ root: string; remove(): Promise<void> }> {
  const root = await mkdtemp(path.join(tmpdir(), 'bezel-root-'));
  await mkdir(path.join(root, 'sys/class/net'), { recursive: true });
  await mkdir(path.join(root, 'proc'));
  for (const [index, name] of names.entries()) {
    const device = `sys/devices/pci0000:00/0000:0${index + 1}:00.0`;
    const home = path.join(device, 'net', name);
    await mkdir(path.join(root, home), { recursive: true });
    await symlink(path.join('../../..', home), path.join(root, 'sys/class/net', name));
    await symlink('../..', path.join(root, home, 'device'));
    for (const attribute of live)
      await symlink(`/sys/class/net/${name}/${attribute}`, path.join(root, home, attribute));
    await writeFile(path.join(root, home, 'speed'), '1000\n');
  }
  return { root, remove: () => rm(root, { recursive: true, force: true }) };
}
