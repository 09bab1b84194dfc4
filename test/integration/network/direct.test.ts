import { expect, it } from 'vitest';
import { applyBridges } from '../../../src/backend/network/apply-bridges.ts';
import type { WantedDirectNic } from '../../../src/backend/network/model.ts';
import { wantedNic } from '../../unit/backend/network/links.ts';
import { makeNamespace, type Namespace } from './support/namespace.ts';

const onBridge = wantedNic('eth0');
const direct = (via: 'vfio' | 'macvtap'): WantedDirectNic => ({ ...onBridge, role: 'passthrough', via });
/** As libvirt does it for the guest. */
const addMacvtap = (namespace: Namespace) =>
  namespace.ip('link', 'add', 'link', 'eth0', 'name', 'macvtap0', 'type', 'macvtap', 'mode', 'passthru');

it('leaves a NIC with the guest that has it by a macvtap, until that has ended', async () => {
  await using namespace = await makeNamespace(1);
  await applyBridges(namespace.host, [onBridge]);
  expect((await applyBridges(namespace.host, [direct('macvtap')])).problems).toEqual([]);
  let links = await namespace.links();
  expect(links.get('eth0')).toMatchObject({
    isUp: true,
    arp: false,
    makesAddresses: false,
    master: undefined,
  });
  expect(links.has('br-eth0')).toBe(false);

  await addMacvtap(namespace);
  for (const wanted of [direct('macvtap'), onBridge]) {
    expect((await applyBridges(namespace.host, [wanted])).problems).toEqual([]);
    links = await namespace.links();
    expect(links.get('macvtap0')).toMatchObject({ arp: false, makesAddresses: false, lower: 'eth0' });
    expect(links.get('eth0')).toMatchObject({ isUp: true, master: undefined });
  }
  await namespace.ip('link', 'delete', 'macvtap0');
  await applyBridges(namespace.host, [onBridge]);
  expect((await namespace.links()).get('eth0')).toMatchObject({ isUp: true, master: 'br-eth0' });
});

it('leaves a NIC on the bridge of the guest that has it there, and misses none that it has by VFIO', async () => {
  await using namespace = await makeNamespace(1);
  await applyBridges(namespace.host, [onBridge]);
  await namespace.ip('tuntap', 'add', 'vnet0', 'mode', 'tap');
  await namespace.ip('link', 'set', 'vnet0', 'master', 'br-eth0', 'up');
  await applyBridges(namespace.host, [direct('vfio')]);
  expect((await namespace.links()).get('eth0')).toMatchObject({ isUp: true, master: 'br-eth0' });

  await namespace.ip('link', 'delete', 'vnet0');
  await applyBridges(namespace.host, [direct('vfio')]);
  const links = await namespace.links();
  expect(links.get('eth0')).toMatchObject({ isUp: false, arp: false, master: undefined });
  expect(links.has('br-eth0')).toBe(false);

  // libvirt takes it from its driver.
  await namespace.ip('link', 'delete', 'eth0');
  expect(await applyBridges(namespace.host, [direct('vfio')])).toMatchObject({ problems: [], done: [] });
});
