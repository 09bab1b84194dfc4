import { parseInterfaces } from '../../../src/backend/guest/nics/parse-interfaces.ts';
import { renderWithLink } from '../../../src/backend/guest/nics/render-interface.ts';
import { ModifyFlags } from '../../../src/libvirt/index.ts';
import { makeWiredBox, type WiredBox } from '../../../test/integration/guest/support/wired-box.ts';
import { type Figure, toMedian } from '../figure.ts';

const pulls = 20;
const plugs = 4;

/**
 * From a change of the box's NIC to the same change of the guest's, in a real libvirtd and QEMU: all of it, and what libvirt and QEMU take of it
 * when they are asked without us. The difference is ours, `ip` and the kernel included.
 */
export async function measureNicEvents(): Promise<Figure[]> {
  await using box = await makeWiredBox(['eth0', 'eth1']);
  await box.start();
  await box.guestHas(['eth0 up', 'eth1 up']);

  const links: number[] = [];
  for (let pull = 0; pull < pulls; pull++) links.push(await timeCable(box, pull % 2 === 1));
  const added: number[] = [];
  for (let plug = 0; plug < plugs; plug++) added.push(await timePlug(box, `eth${plug + 2}`));

  await box.backend.end('SIGKILL');
  const alone: number[] = [];
  for (let pull = 0; pull < pulls; pull++) alone.push(await timeUpdate(box, pull % 2 === 1));
  const attached: number[] = [];
  for (let plug = 0; plug < plugs; plug++) attached.push(await timeAttach(box, plug));

  return [
    toFigure('cable to guest, our own time', links, alone, `${pulls} pulls and plugs`),
    toFigure('new NIC to guest, our own time', added, attached, `${plugs} NICs, with their bridges`),
  ];
}

function toFigure(name: string, all: readonly number[], alone: readonly number[], what: string): Figure {
  const [whole, theirs] = [toMedian(all), toMedian(alone)];
  return {
    ...{ name, value: whole - theirs, unit: 'ms', goal: 150 },
    against: { name: "libvirt's and QEMU's", value: theirs },
    note: `medians of ${what}: ${whole.toFixed(0)} ms in all, ${theirs.toFixed(0)} ms of it libvirt's and QEMU's when asked by hand`,
  };
}

async function timeCable(box: WiredBox, isIn: boolean): Promise<number> {
  const started = performance.now();
  await box.setCable('eth1', isIn);
  await seen(box, (nics) =>
    nics.some(({ bridge, link }) => bridge === 'br-eth1' && (link === 'up') === isIn),
  );
  return performance.now() - started;
}

async function timePlug(box: WiredBox, nic: string): Promise<number> {
  const started = performance.now();
  await box.plug(nic);
  await seen(box, (nics) => nics.some(({ bridge }) => bridge === `br-${nic}`));
  return performance.now() - started;
}

async function timeUpdate(box: WiredBox, isUp: boolean): Promise<number> {
  const [nic] = await liveNics(box);
  if (nic === undefined) throw new Error('the guest has no NIC');
  const { libvirt } = box;
  const domain = await libvirt().lookupByName('guest');
  const started = performance.now();
  await libvirt().updateDevice(domain, renderWithLink(nic.element, isUp ? 'up' : 'down'), ModifyFlags.LIVE);
  return performance.now() - started;
}

async function timeAttach(box: WiredBox, number: number): Promise<number> {
  const { libvirt } = box;
  const domain = await libvirt().lookupByName('guest');
  const mac = `52:54:00:00:00:0${number}`;
  const xml = `<interface type='bridge'><mac address='${mac}'/><source bridge='br-eth0'/><model type='virtio'/></interface>`;
  const started = performance.now();
  await libvirt().attachDevice(domain, xml, ModifyFlags.LIVE);
  return performance.now() - started;
}

type Nics = ReturnType<typeof parseInterfaces>;

const liveNics = async ({ libvirt }: WiredBox): Promise<Nics> =>
  parseInterfaces(await libvirt().xmlDesc(await libvirt().lookupByName('guest')));

/** Asks libvirt again and again, each time as soon as it has answered. */
async function seen(box: WiredBox, isSo: (nics: Nics) => boolean): Promise<void> {
  const end = performance.now() + 60_000;
  while (!isSo(await liveNics(box)))
    if (performance.now() > end) throw new Error('the guest does not follow the box within 60 s');
}
