import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DefineFlags, Libvirt } from '../../../src/libvirt/index.ts';
import { domainCases, renderCase } from '../../support/domain-cases.ts';
import { type Libvirtd, startLibvirtd } from '../../support/libvirtd.ts';

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
    'takes the domain XML of %s, checked against its schema',
    async (name) => {
      const dom = await connection.defineXml(withoutKvm(renderCase(name)), DefineFlags.VALIDATE);
      try {
        const xml = await connection.xmlDesc(dom);
        // Nothing that libvirt adds by itself takes a root port that is kept free.
        expect(xml).not.toContain("model='pcie-to-pci-bridge'");
        expect(xml.match(/model='pcie-root-port'/g)).toHaveLength(
          16 + (renderCase(name).match(/<interface /g) ?? []).length,
        );
      } finally {
        await connection.undefine(dom);
      }
    },
  );
});
