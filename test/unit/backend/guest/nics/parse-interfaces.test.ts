import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseFreeBuses, parseInterfaces } from '../../../../../src/backend/guest/nics/parse-interfaces.ts';
import { renderWithBridge, renderWithLink } from '../../../../../src/backend/guest/nics/render-interface.ts';
import { renderCase } from '../../../../support/domain-cases.ts';

const live = `<domain type='kvm' id='1'><devices>
    <controller type='pci' index='0' model='pcie-root'/>
    <controller type='pci' index='1' model='pcie-root-port'>
      <address type='pci' domain='0x0000' bus='0x00' slot='0x02' function='0x0' multifunction='on'/>
    </controller>
    <controller type='pci' index='2' model='pcie-root-port'>
      <address type='pci' domain='0x0000' bus='0x00' slot='0x02' function='0x1'/>
    </controller>
    <!-- <interface type='bridge'><mac address='02:00:00:00:00:09'/></interface> -->
    <interface type='bridge'>
      <mac address='02:00:00:00:00:0A'/>
      <source bridge='br-eno1'/>
      <target dev='vnet0'/>
      <model type='virtio'/>
      <link state='down'/>
      <alias name='net0'/>
      <address type='pci' domain='0x0000' bus='0x02' slot='0x00' function='0x0'/>
    </interface>
    <interface type='user'><mac address='02:00:00:00:00:0b'/></interface>
    <interface type='bridge'><source bridge='without an address'/></interface>
  </devices></domain>`;

describe('the NICs of a domain', () => {
  it('are read from its live XML', () => {
    expect(parseInterfaces(live).map(({ element: _, ...nic }) => nic)).toEqual([
      { mac: '02:00:00:00:00:0a', bridge: 'br-eno1', alias: 'net0', link: 'down', bus: 2 },
      { mac: '02:00:00:00:00:0b', bridge: '', alias: undefined, link: 'up', bus: undefined },
    ]);
  });

  it('are read from a rendered one, each with its whole element', () => {
    const nics = parseInterfaces(renderCase('two-sockets-defaults'));
    expect(nics.map(({ bus, bridge }) => [bus, bridge])).toEqual([
      [0x11, 'br-eno1'],
      [0x12, 'br-eno2'],
      [0x13, 'br-enp129s0f0'],
      [0x14, 'br-enp129s0f1'],
      [0x00, 'bezel0'],
    ]);
    for (const { element } of nics)
      expect(element).toMatch(/^<interface type='bridge'>[\s\S]*<\/interface>$/);
  });

  it('are none in what is no domain', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect([...parseInterfaces(text), ...parseFreeBuses(text)]).toEqual([]);
      }),
    );
  });
});

it('the free places are the root ports with nothing behind them', () => {
  expect(parseFreeBuses(live)).toEqual([1]);
});

describe('the element of a NIC', () => {
  const [nic, other] = parseInterfaces(live);
  const again = (element: string) => parseInterfaces(element)[0];

  it('gets another link, and is otherwise what it was', () => {
    const { element: _, ...before } = nic ?? { element: '' };
    const { element, ...after } = again(renderWithLink(nic?.element ?? '', 'up')) ?? { element: '' };
    expect(after).toEqual({ ...before, link: 'up' });
    expect(element.match(/<link/g)).toHaveLength(1);
    expect(again(renderWithLink(other?.element ?? '', 'down'))?.link).toBe('down');
  });

  it('gets another bridge, whatever that is called', () => {
    expect(again(renderWithBridge(nic?.element ?? '', 'br-$&'))?.bridge).toBe('br-$&');
    expect(again(renderWithBridge(nic?.element ?? '', 'br-enp9s0'))?.bridge).toBe('br-enp9s0');
  });
});
