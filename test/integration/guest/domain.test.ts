import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DefineFlags, Libvirt, UndefineFlags } from '../../../src/libvirt/index.ts';
import { domainCases, renderCase } from '../../support/domain-cases.ts';
import { type Libvirtd, startLibvirtd } from '../../support/libvirtd.ts';
import { readAddresses } from './support/addresses.ts';

let libvirtd: Libvirtd;
let connection: Libvirt;
let version: number;

beforeAll(async () => {
  libvirtd = await startLibvirtd();
  connection = await Libvirt.open({ socket: libvirtd.socket, uri: libvirtd.uri });
  version = await connection.getLibVersion();
});
afterAll(async () => {
  await connection?.close();
  await libvirtd?.stop();
});

/** libvirtd can't offer KVM where there is none; all else of the domain is as it is shipped. */
const withoutKvm = (xml: string): string =>
  xml
    .replace("<domain type='kvm'>", "<domain type='qemu'>")
    .replace(
      "<cpu mode='host-passthrough' check='none' migratable='off'>",
      "<cpu mode='maximum' check='none'>",
    );

describe('libvirt', () => {
  test.each(Object.keys(domainCases))(
    'takes the domain XML of %s and leaves each device in its place',
    async (name) => {
      const xml = withoutKvm(renderCase(name));
      const dom = await connection.defineXml(xml, DefineFlags.VALIDATE);
      try {
        const defined = await connection.xmlDesc(dom);
        const [given, kept] = [readAddresses(xml), readAddresses(defined)];
        expect(Object.fromEntries(kept)).toMatchObject(Object.fromEntries(given));
        const added = [...kept].filter(([device, place]) => place.startsWith('pci') && !given.has(device));
        expect(added).toEqual([]);
      } finally {
        await connection.undefine(dom, UndefineFlags.NVRAM);
      }
    },
  );
});
