import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commandsOf } from '../../../../../src/backend/host/record/commands-of.ts';
import { filesOf } from '../../../../../src/backend/host/record/files-of.ts';
import type { MachineRecord } from '../../../../../src/backend/host/record/model.ts';
import { redactRecord } from '../../../../../src/backend/inventory/recording/redact.ts';
import { bytesOfRecord } from '../../../../support/machine/bytes-of-record.ts';
import { binary } from '../../../../support/machine/entries.ts';
import { dmi } from '../../../../support/machine/host.ts';
import { buildSmbiosTable, identityTable } from '../../../../support/machine/smbios-table.ts';

const key = Buffer.from('a key of this test');
const redact = (files: MachineRecord['files'], commands: MachineRecord['commands'] = []): MachineRecord =>
  redactRecord({ version: 1, files, commands }, key);
const textOf = (record: MachineRecord, path: string): string => String(record.files[path]);

describe('a redacted recording', () => {
  it('has another serial number, of the same length and kinds of characters, the same in every place', () => {
    const record = redact(
      {
        '/sys/devices/nvme0/serial': 'S675NX0T123456      \n',
        '/sys/devices/nvme0/nvme0n1/wwid': `nvme.144d-${Buffer.from('S675NX0T123456').toString('hex')}-4d-00000001\n`,
        '/sys/devices/ata1/vpd_pg80': binary(Buffer.from('\0\x80\0\x14      S675NX0T123456', 'latin1')),
        '/sys/devices/ata1/wwid': 't10.ATA     SAMSUNG 870      S675NX0T123456\n',
        '/dev/disk/by-id/nvme-SAMSUNG_S675NX0T123456': { link: '../../nvme0n1' },
      },
      [{ run: ['smartctl', '-j'], status: 4, stdout: '{"serial_number":"S675NX0T123456"}' }],
    );
    const serial = textOf(record, '/sys/devices/nvme0/serial');
    expect(serial).toMatch(/^[A-Z]\d{3}[A-Z]{2}\d[A-Z]\d{6} {6}\n$/);
    expect(bytesOfRecord(record)).not.toContain('S675NX0T123456');
    expect(bytesOfRecord(record).split(serial.trim())).toHaveLength(6);
    const wwid = textOf(record, '/sys/devices/nvme0/nvme0n1/wwid');
    expect(wwid).toBe(`nvme.144d-${Buffer.from(serial.trim()).toString('hex')}-4d-00000001\n`);
    expect(record.commands[0]).toMatchObject({ status: 4, stdout: `{"serial_number":"${serial.trim()}"}` });
  });

  it('has hardware addresses of the same vendors, in every form', () => {
    const record = redact({
      '/sys/devices/pci/net/enx3cecef001020/address': '3c:ec:ef:00:10:20\n',
      '/sys/devices/pci/net/enx3cecef001020/phys_switch_id': '3cecef001020\n',
      '/sys/firmware/other': binary(Buffer.from([1, 0x3c, 0xec, 0xef, 0, 0x10, 0x20, 0xff])),
      '/sys/class/net': { folder: ['enx3cecef001020', 'lo'] },
      '/sys/devices/virtual/net/lo/address': '00:00:00:00:00:00\n',
    });
    const paths = Object.keys(record.files);
    const nic = paths.find((path) => path.endsWith('/address')) ?? '';
    const mac = textOf(record, nic).trim();
    const bare = mac.replaceAll(':', '');
    expect(mac).toMatch(/^3c:ec:ef(:[0-9a-f]{2}){3}$/);
    expect(mac).not.toBe('3c:ec:ef:00:10:20');
    expect(nic).toBe(`/sys/devices/pci/net/enx${bare}/address`);
    expect(record.files['/sys/class/net']).toEqual({ folder: [`enx${bare}`, 'lo'] });
    expect(textOf(record, `/sys/devices/pci/net/enx${bare}/phys_switch_id`)).toBe(`${bare}\n`);
    expect(record.files['/sys/firmware/other']).toEqual(binary(Buffer.from(`01${bare}ff`, 'hex')));
    expect(textOf(record, '/sys/devices/virtual/net/lo/address')).toBe('00:00:00:00:00:00\n');
  });

  it('has World Wide Names of the same vendors', () => {
    const record = redact(
      { '/sys/devices/a/wwid': 'naa.5000c500abcdef12\n', '/sys/devices/b/wwid': 'eui.0025388b91d0ab12\n' },
      [
        {
          run: ['smartctl'],
          status: 0,
          stdout: '{"wwn":{"naa":5,"oui":3152,"id":2885481234},"device":{"id":7},"capacity":2885481234}',
        },
      ],
    );
    expect(textOf(record, '/sys/devices/a/wwid')).toMatch(/^naa\.5000c50(?!0abcdef12)[0-9a-f]{9}\n$/);
    expect(textOf(record, '/sys/devices/b/wwid')).toMatch(/^eui\.002538(?!8b91d0ab12)[0-9a-f]{10}\n$/);
    const [command] = record.commands;
    const { wwn, device } = JSON.parse(command && 'stdout' in command ? command.stdout : '');
    expect(wwn).toMatchObject({ naa: 5, oui: 3152, id: expect.toSatisfy((id) => String(id).length === 10) });
    expect(wwn.id).not.toBe(2885481234);
    expect(device).toEqual({ id: 7 });
  });

  it('has an SMBIOS table of the same shape with another identity', () => {
    const uuid = [...Array(16).keys()].map((n) => n + 0x40);
    const identity = {
      bios: ['Vendor', '1.0', '01/02/2024'],
      system: ['ACME', 'Box', '1', 'SN-0001-XYZ', 'family', 'sku'],
      uuid,
      baseBoard: ['ACME', 'Board', '2', 'B-1', 'To be filled by O.E.M.'],
      chassis: ['ACME', '3', Buffer.from('S\u00fcd-42', 'latin1'), ' asset-77 '],
    };
    const table = identityTable(identity as Parameters<typeof identityTable>[0]);
    const record = redact({
      ...dmi(table),
      '/sys/devices/virtual/dmi/id/product_serial': 'SN-0001-XYZ\n',
      '/sys/devices/virtual/dmi/id/product_uuid': '43424140-4544-4746-4849-4a4b4c4d4e4f\n',
    });
    const redacted = Buffer.from(
      (record.files['/sys/firmware/dmi/tables/DMI'] as { base64: string }).base64,
      'base64',
    );
    expect(redacted).toHaveLength(table.length);
    const text = redacted.toString('latin1');
    for (const kept of ['Vendor', 'ACME', 'Board', 'To be filled by O.E.M.', 'family'])
      expect(text).toContain(kept);
    for (const gone of ['SN-0001-XYZ', 'B-1', 'd-42', 'asset-77', '@ABC']) expect(text).not.toContain(gone);
    expect(text).toContain(textOf(record, '/sys/devices/virtual/dmi/id/product_serial').trim());
    const digits = textOf(record, '/sys/devices/virtual/dmi/id/product_uuid').replace(/[-\n]/g, '');
    expect(text.includes(Buffer.from(digits.slice(16), 'hex').toString('latin1'))).toBe(true);
    expect(digits).toMatch(/^[0-9a-f]{32}$/);
  });

  it('has no structures of the SMBIOS table that only their vendor can read', () => {
    const table = buildSmbiosTable([
      { type: 200, body: [1, 2, 3], strings: ['SECRET-IN-200'] },
      { type: 17, body: Array(23).fill(1), strings: ['DIMM-SERIAL-1'] },
    ]);
    const trailing = Buffer.concat([table, Buffer.from('SECRET-AFTER-THE-END')]);
    const text = bytesOfRecord(redact({ '/sys/firmware/dmi/tables/DMI': binary(trailing) }));
    for (const gone of ['SECRET', 'DIMM-SERIAL']) expect(text).not.toContain(gone);
  });

  it('keeps what is on every machine', () => {
    const files: MachineRecord['files'] = {
      '/sys/devices/virtual/dmi/id/product_serial': 'To Be Filled By O.E.M.\n',
      '/sys/devices/virtual/dmi/id/product_uuid': '03000200-0400-0500-0006-000700080009\n',
      '/sys/devices/pci0000:00/0000:00:14.0/usb1/serial': '0000:00:14.0\n',
      '/sys/firmware/efi/efivars/SecureBoot-8be4df61-93ca-11d2-aa0d-00e098032b8c': binary(
        Buffer.from([6, 0, 0, 0, 1]),
      ),
      '/proc/cmdline': 'quiet\n',
      '/proc/sys/kernel/hostname': 'localhost\n',
    };
    expect(redact(files).files).toEqual(files);
  });

  it('has another hostname and other UUIDs', () => {
    const record = redact({
      '/proc/sys/kernel/hostname': 'pay-01\n',
      '/proc/cmdline': 'root=UUID=0a1b2c3d-0000-4000-8000-0123456789ab host=pay-01\n',
    });
    expect(textOf(record, '/proc/sys/kernel/hostname')).toMatch(/^[a-z]{3}-\d\d\n$/);
    expect(bytesOfRecord(record)).not.toMatch(/pay-01|0a1b2c3d|0123456789ab/);
  });

  it('replaces what is short in its own place only', () => {
    const record = redact({
      '/sys/devices/usb1/1-1/serial': 'A1\n',
      '/sys/devices/usb1/1-1/product': 'A1 Stick\n',
    });
    expect(textOf(record, '/sys/devices/usb1/1-1/serial')).toMatch(/^(?!A1)[A-F]\d\n$/);
    expect(textOf(record, '/sys/devices/usb1/1-1/product')).toBe('A1 Stick\n');
  });

  it('is the same for the same key only', () => {
    const record: MachineRecord = {
      version: 1,
      files: { '/sys/a/serial': 'S675NX0T123456\n' },
      commands: [],
    };
    expect(redactRecord(record, key)).toEqual(redactRecord(record, key));
    expect(redactRecord(record, key)).not.toEqual(redactRecord(record, Buffer.from('another')));
  });

  it('holds no serial number, whatever it looks like', () => {
    const serial = fc
      .stringMatching(/^[A-Za-z0-9][A-Za-z0-9._/+ -]{5,20}[A-Z0-9]$/)
      .filter((text) => /\d/.test(text));
    fc.assert(
      fc.property(fc.uniqueArray(serial, { minLength: 1, maxLength: 6 }), (serials) => {
        const files: MachineRecord['files'] = { '/proc/cmdline': serials.join('|') };
        for (const [index, text] of serials.entries()) files[`/sys/devices/usb${index}/serial`] = `${text}\n`;
        const system = ['A', 'B', 'C', serials[0] ?? ''];
        const record = redact({ ...files, ...dmi(identityTable({ system })) });
        const all = bytesOfRecord(record);
        for (const [index, text] of serials.entries()) {
          const placeholder = textOf(record, `/sys/devices/usb${index}/serial`) === `${text}\n`;
          if (!placeholder) expect(all).not.toContain(text);
          expect(textOf(record, `/sys/devices/usb${index}/serial`)).toHaveLength(text.length + 1);
        }
      }),
    );
  });

  it('still answers what was asked', async () => {
    const record = redact({ '/sys/a/serial': 'S675NX0T123456\n' }, [
      {
        run: ['smartctl', '-j', '/dev/S675NX0T123456'],
        failed: 'timed-out',
        message: 'S675NX0T123456 is slow',
      },
    ]);
    const serial = textOf(record, '/sys/a/serial').trim();
    expect(await filesOf(record).readText('/sys/a/serial')).toEqual({ ok: true, value: `${serial}\n` });
    expect(await commandsOf(record)('smartctl', ['-j', `/dev/${serial}`])).toEqual({
      ok: false,
      why: 'timed-out',
      message: `${serial} is slow`,
    });
  });
});
