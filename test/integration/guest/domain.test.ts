import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DefineFlags, Libvirt, UndefineFlags } from '../../../src/libvirt/index.ts';
import { domainCases, renderCase } from '../../support/domain-cases.ts';
import { type Libvirtd, startLibvirtd } from '../../support/libvirtd.ts';
import { readAddresses } from './support/addresses.ts';
import { withoutKvm } from './support/without-kvm.ts';

let libvirtd: Libvirtd;
let connection: Libvirt;

beforeAll(async () => {
  libvirtd = await startLibvirtd();
  connection = await Libvirt.open({ socket: libvirtd.socket, uri: libvirtd.uri });
});
afterAll(async () => {
  await connection?.close();
  await libvirtd?.stop();
});

describe('libvirt', () => {
  test.each(Object.entries(domainCases))(
    'takes the domain XML of %s and leaves each device in its place',
    async (name, { since = 0, templates }) => {
      const xml = withoutKvm(renderCase(name));
      if ((await connection.getLibVersion()) < since) {
        // What it is too old for it refuses by its schema: nothing else is wrong.
        await expect(connection.defineXml(xml, DefineFlags.VALIDATE)).rejects.toThrow(/against schema/);
        return;
      }
      const dom = await connection.defineXml(xml, DefineFlags.VALIDATE);
      try {
        const [given, kept] = [readAddresses(xml), readAddresses(await connection.xmlDesc(dom))];
        expect(Object.fromEntries(kept)).toMatchObject(Object.fromEntries(given));
        if (templates?.domain !== undefined) return;
        // Nothing that libvirt adds by itself takes a place on a PCI bus.
        expect([...kept].filter(([device, place]) => place.startsWith('pci') && !given.has(device))).toEqual(
          [],
        );
      } finally {
        await connection.undefine(dom, UndefineFlags.NVRAM);
      }
    },
  );
});
