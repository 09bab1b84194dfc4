import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { systemClock } from '../../../src/backend/engine/clock.ts';
import { LibvirtHypervisor } from '../../../src/backend/host/libvirt.ts';
import { Libvirt, UndefineFlags } from '../../../src/libvirt/index.ts';
import { type Libvirtd, startLibvirtd } from '../../support/libvirtd.ts';
import { silentLog } from '../../unit/backend/silent-log.ts';

const uuid = '11111111-2222-3333-4444-555555555555';
let libvirtd: Libvirtd;
let hypervisor: LibvirtHypervisor;

beforeAll(async () => {
  libvirtd = await startLibvirtd();
  hypervisor = new LibvirtHypervisor({
    clock: systemClock,
    log: silentLog,
    socket: libvirtd.socket,
    uri: libvirtd.uri,
  });
  const connected = new Promise<void>((resolve) => {
    hypervisor.onChange(({ kind }) => kind === 'connected' && resolve());
  });
  hypervisor.start();
  await connected;
});
afterAll(async () => {
  await hypervisor?.stop();
  await libvirtd?.stop();
});

/** A machine with UEFI and a TPM, and nothing to start. */
const xml = `<domain type='qemu'>
  <name>kept</name>
  <uuid>${uuid}</uuid>
  <memory unit='MiB'>128</memory>
  <vcpu>1</vcpu>
  <os firmware='efi'>
    <type arch='x86_64' machine='q35'>hvm</type>
    <firmware><feature enabled='no' name='secure-boot'/></firmware>
  </os>
  <features><acpi/></features>
  <devices>
    <emulator>/usr/bin/qemu-system-x86_64</emulator>
    <tpm model='tpm-crb'><backend type='emulator' version='2.0'/></tpm>
  </devices>
</domain>`;

/** What libvirt keeps of the guest, by the names of the files. */
async function listKept(): Promise<string[]> {
  const files = await readdir(join(libvirtd.dir, 'config'), { recursive: true, withFileTypes: true });
  return files
    .filter((file) => file.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((path) => /VARS\.fd$|tpm2/.test(path))
    .sort();
}

test('the variables of UEFI and the state of the TPM survive that the domain is taken away and made anew', async () => {
  onTestFinished(async () => {
    const connection = await Libvirt.open({ socket: libvirtd.socket, uri: libvirtd.uri });
    const dom = await connection.lookupByName('kept').catch(() => undefined);
    if (dom !== undefined) {
      await connection.destroy(dom).catch(() => {});
      await connection.undefine(dom, UndefineFlags.NVRAM | UndefineFlags.TPM);
    }
    await connection.close();
  });
  await hypervisor.defineDomain(xml);
  await hypervisor.startDomain('kept');
  await hypervisor.destroyDomain('kept');
  const [variables = '', ...others] = await listKept();
  expect(variables).toMatch(/VARS\.fd$/);
  expect(others.filter((path) => path.includes(uuid) || path.includes('tpm2'))).not.toEqual([]);
  await writeFile(variables, Buffer.concat([await readFile(variables), Buffer.from('mine')]));

  await hypervisor.undefineDomain('kept');
  expect(await hypervisor.readDefinedXml('kept')).toBeUndefined();
  expect(await listKept()).toEqual([variables, ...others]);
  expect((await readFile(variables)).subarray(-4).toString()).toBe('mine');

  await hypervisor.defineDomain(xml);
  expect(await listKept()).toEqual([variables, ...others]);
});
