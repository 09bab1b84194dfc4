import { describe, expect, it } from 'vitest';
import { filesOf } from '../../../../../src/backend/host/record/files-of.ts';
import { readBmcs } from '../../../../../src/backend/inventory/board/read-bmcs.ts';
import { readFirmware } from '../../../../../src/backend/inventory/board/read-firmware.ts';
import { readTpms } from '../../../../../src/backend/inventory/board/read-tpms.ts';
import { readSmbiosTable } from '../../../../../src/backend/inventory/smbios/read-table.ts';
import { known, unknown } from '../../../../../src/contract/index.ts';
import { bios, bmc, ipmiDevice, tpm, uefi } from '../../../../support/machine/board.ts';
import { type MachineFiles, unreadable } from '../../../../support/machine/entries.ts';
import { dmi } from '../../../../support/machine/host.ts';
import { buildSmbiosTable } from '../../../../support/machine/smbios-table.ts';

const machine = (files: MachineFiles) => filesOf({ version: 1, files, commands: [] });

describe('the firmware', () => {
  it.each([
    [[6, 0, 0, 0, 1], known(true)],
    [[6, 0, 0, 0, 0], known(false)],
    [[6, 0, 0, 0], unknown("the firmware's variable makes no sense")],
    [[6, 0, 0, 0, 7], unknown("the firmware's variable makes no sense")],
    [[6, 0, 0, 0, 1, 1], unknown("the firmware's variable makes no sense")],
  ])('whose variable is %j has Secure Boot %o', async (variable, secureBoot) => {
    expect(await readFirmware(machine(uefi(variable)))).toEqual({ kind: known('uefi'), secureBoot });
  });
  it('of UEFI may have no such variable', async () => {
    expect(await readFirmware(machine({ '/sys/firmware/efi/fw_platform_size': '64\n' }))).toEqual({
      kind: known('uefi'),
      secureBoot: unknown('the machine does not say'),
    });
  });
  it('is a BIOS where the kernel has firmware that is no UEFI', async () => {
    expect(await readFirmware(machine(bios))).toEqual({
      kind: known('bios'),
      secureBoot: unknown('a BIOS has none'),
    });
  });
  it('is unknown where nothing tells', async () => {
    expect((await readFirmware(machine({}))).kind).toEqual(unknown('the kernel does not say'));
  });
});

describe('TPMs', () => {
  const read = (files: MachineFiles) => readTpms(machine(files), machine(files).readText);

  it('are told by version and description', async () => {
    expect(await read({ ...tpm(0, '2', 'TPM 2.0 Device'), ...tpm(1, '1') })).toEqual([
      { name: 'tpm0', version: known('2.0'), description: known('TPM 2.0 Device'), problems: [] },
      { name: 'tpm1', version: known('1.2'), description: unknown('the machine does not say'), problems: [] },
    ]);
  });
  it('of an old kernel are told by what they can', async () => {
    const caps = 'Manufacturer: 0x49465800\nTCG version: 1.2\nFirmware version: 3.19\n';
    const [device] = await read({ '/sys/class/tpm/tpm0/caps': caps });
    expect(device?.version).toEqual(known('1.2'));
  });
  it('that do not tell stay in the list, with a problem', async () => {
    const [broken, fine] = await read({
      '/sys/class/tpm/tpm0/tpm_version_major': unreadable('EIO'),
      ...tpm(1, '2'),
    });
    expect(broken?.problems.map(({ message }) => message)).toEqual([
      'The TPM tpm0 does not tell its version: it cannot be read',
    ]);
    expect(fine?.version).toEqual(known('2.0'));
  });
});

describe('management controllers', () => {
  const read = async (files: MachineFiles) =>
    readBmcs(machine(files), machine(files).readText, await readSmbiosTable(machine(files)));
  const listed = dmi(buildSmbiosTable([ipmiDevice(1, 0x20)]));

  it('are what the driver knows of them', async () => {
    const attributes = {
      ipmi_version: '2.0\n',
      firmware_revision: '1.74\n',
      manufacturer_id: '0x002a7c\n',
      product_id: '0x1b0f\n',
    };
    expect(await read({ ...listed, ...bmc(0, attributes) })).toEqual([
      {
        name: 'ipmi0',
        ipmiVersion: known('2.0'),
        firmware: known('1.74'),
        manufacturerId: known('0x002a7c'),
        productId: known('0x1b0f'),
        problems: [],
      },
    ]);
  });
  it('that do not answer stay in the list, with a problem', async () => {
    const failing = Object.fromEntries(
      ['ipmi_version', 'firmware_revision', 'manufacturer_id', 'product_id'].map((name) => [
        name,
        unreadable('EIO'),
      ]),
    );
    const [controller] = await read(bmc(0, failing));
    expect(controller?.firmware).toEqual(unknown('it cannot be read'));
    expect(controller?.problems.map(({ code }) => code)).toEqual(['inventory.bmc-silent']);
    expect((await read({ '/sys/class/ipmi/ipmi0/dev': '240:0\n' })).map(({ name }) => name)).toEqual([
      'ipmi0',
    ]);
  });
  it('that only the firmware lists have no driver', async () => {
    const [controller] = await read(listed);
    expect(controller).toMatchObject({ name: 'bmc0', ipmiVersion: known('2.0') });
    expect(controller?.firmware).toEqual(unknown('no driver has taken it'));
    expect(controller?.problems.map(({ message }) => message)).toEqual([
      'The firmware lists a management controller (KCS), and no driver has taken it',
    ]);
  });
  it.each([
    [0x15, known('1.5')],
    [0, unknown('no driver has taken it')],
    [0xfa, unknown('no driver has taken it')],
  ])('whose version is the byte %i say %o', async (byte, version) => {
    const [controller] = await read(dmi(buildSmbiosTable([ipmiDevice(9, byte)])));
    expect(controller?.ipmiVersion).toEqual(version);
    expect(controller?.problems[0]?.message).toBe(
      'The firmware lists a management controller, and no driver has taken it',
    );
  });
  it('are none where neither kernel nor firmware knows of any', async () => {
    expect(await read({ '/sys/bus/platform/devices/serial8250/uevent': '' })).toEqual([]);
  });
});
