import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decodeText } from '../../../src/backend/host/decode.ts';
import { parseSmbiosTable } from '../../../src/backend/inventory/smbios/parse-table.ts';
import { DefineFlags, type Domain, Libvirt } from '../../../src/libvirt/index.ts';
import { planDomainCase, renderCase } from '../../support/domain-cases.ts';
import { patiently } from '../../support/eventually.ts';
import { type Libvirtd, startLibvirtd } from '../../support/libvirtd.ts';
import { toStartable } from './support/to-startable.ts';

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

/** Runs `look` while the guest of a case runs its firmware. */
async function whileRunning<T>(name: string, look: (dom: Domain) => Promise<T>): Promise<T> {
  const xml = await toStartable(renderCase(name), libvirtd);
  const dom = await connection.defineXml(xml, DefineFlags.VALIDATE);
  try {
    await connection.create(dom);
    return await look(dom);
  } finally {
    await connection.destroy(dom).catch(() => {});
    await connection.undefine(dom);
  }
}

async function readMemory(dom: Domain, address: number, size: number): Promise<Buffer> {
  const file = join(libvirtd.dir, 'memory');
  await writeFile(file, '');
  await libvirtd.give(file);
  await connection.monitorCommand(dom, {
    execute: 'pmemsave',
    arguments: { val: address, size, filename: file },
  });
  return readFile(file);
}

/** All strings of the SMBIOS table that the firmware has made: the entry point of version 2 lies below 1 MiB (DSP0134, 5.2.1). */
async function readSmbiosStrings(dom: Domain): Promise<string[]> {
  const low = await readMemory(dom, 0xf0000, 0x10000);
  const entry = low.subarray(low.indexOf('_SM_'));
  expect(entry.subarray(0x10, 0x15).toString()).toBe('_DMI_');
  const table = await readMemory(dom, entry.readUInt32LE(0x18), entry.readUInt16LE(0x16));
  const { structures, whole } = parseSmbiosTable(table, decodeText);
  expect(whole).toBe(true);
  return structures.flatMap(({ strings }) => strings);
}

interface PciDevice {
  slot: number;
  function: number;
  pci_bridge?: { bus: { secondary: number }; devices?: PciDevice[] };
}
async function readPci(dom: Domain): Promise<PciDevice[]> {
  const answer = (await connection.monitorCommand(dom, { execute: 'query-pci' })) as {
    return: { devices: PciDevice[] }[];
  };
  return answer.return[0]?.devices ?? [];
}

describe('the guest', () => {
  test('sees every name as it is, however hostile', async () => {
    const { smbios } = planDomainCase('hostile-names').spec ?? {};
    const given = [smbios?.bios, smbios?.system, smbios?.baseBoard, smbios?.chassis].flatMap(
      (group) => group?.map(({ value }) => value) ?? [],
    );
    const seen = await whileRunning('hostile-names', (dom) => patiently(() => readSmbiosStrings(dom)));
    expect(seen).toEqual(expect.arrayContaining([...given, ...(smbios?.oemStrings ?? [])]));
    expect(given).toContain('ACME & Sons');
    expect(given.filter((text) => [...text].length === 300)).toHaveLength(2);
  });

  test('finds 64 NICs, each behind the bus with the number that its address says', async () => {
    const { spec } = planDomainCase('many-nics');
    const ports = await whileRunning('many-nics', (dom) =>
      patiently(async () => {
        const found = (await readPci(dom)).flatMap((device) =>
          device.pci_bridge === undefined ? [] : [{ ...device, behind: device.pci_bridge }],
        );
        expect(found.at(-1)?.behind.bus.secondary).toBe(80);
        return found;
      }),
    );
    expect(ports.map((port) => [port.slot, port.function, port.behind.bus.secondary])).toEqual(
      spec?.rootPorts.map((port) => [Number(port.slot), Number(port.function), port.index]),
    );
    const filled = ports.filter(({ behind }) => (behind.devices ?? []).length > 0);
    const given = [...(spec?.disks ?? []), ...(spec?.nics ?? [])].map(({ pci }) => Number(pci?.bus));
    expect(filled.map(({ behind }) => behind.bus.secondary)).toEqual(given);
  });

  test.each(['disks-of-every-kind', 'nothing-that-can-be-left-out', 'channels-and-an-old-screen'])(
    'starts as %s',
    async (name) => {
      const state = await whileRunning(name, (dom) => connection.state(dom));
      expect(state.state).toBe(1);
    },
  );
});
