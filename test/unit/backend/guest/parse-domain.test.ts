import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseDomain } from '../../../../src/backend/guest/parse-domain.ts';

const xml = `<domain type='kvm' id='1'>
  <memory unit='KiB'>524288</memory>
  <vcpu placement='static'>2</vcpu>
  <devices>
    <interface type='bridge'><mac address='02:00:00:00:00:01'/><source bridge='br-eno1'/></interface>
    <hostdev mode='subsystem' type='pci' managed='yes'>
      <driver name='vfio'/>
      <source><address domain='0x0000' bus='0x81' slot='0x00' function='0x1'/></source>
      <address type='pci' domain='0x0000' bus='0x12' slot='0x00' function='0x0'/>
    </hostdev>
    <channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0' state='connected'/></channel>
    <channel type='unix'><source mode='bind' path='/run/b'/><target type='virtio' name='org.bezel.guest.0' state='disconnected'/></channel>
  </devices>
</domain>`;

it("reads libvirt's XML", () => {
  expect(parseDomain(xml)).toEqual({
    run: '1',
    vcpus: 2,
    memoryMiB: 512,
    nics: [expect.objectContaining({ mac: '02:00:00:00:00:01', bridge: 'br-eno1' })],
    devices: ['0000:81:00.1'],
    freeBuses: [],
    agentConnected: true,
    hostChannel: '/run/b',
  });
  expect(parseDomain(xml.replace(" state='connected'", ''))?.agentConnected).toBe(false);
  expect(
    parseDomain('<domain><vcpu>1</vcpu><devices><emulator>/usr/bin/qemu</emulator></devices></domain>')?.nics,
  ).toEqual([]);
});

it('makes nothing of what is no domain', () => {
  expect(parseDomain('<network/>')).toBeUndefined();
  fc.assert(fc.property(fc.string(), (text) => parseDomain(text) === undefined));
});
