import { describe, expect, it } from 'vitest';
import { filesOf } from '../../../../../src/backend/host/record/files-of.ts';

const files = filesOf({
  version: 1,
  commands: [],
  files: {
    '/proc/version': 'Linux ü\n',
    '/sys/class/net/eth0': { link: '../../devices/pci/net/eth0' },
    '/sys/devices/pci/net/eth0/address': '3c:ec:ef:00:00:10\n',
    '/sys/devices/pci/net/eth0/carrier': { error: 'EINVAL' },
    '/sys/devices/pci/net/eth0/device': { link: '/sys/devices/pci' },
    '/sys/firmware/dmi/tables/DMI': { base64: 'AAH/' },
    '/sys/block': { folder: ['sda'] },
    '/sys/secret': { error: 'EACCES' },
    '/sys/loop': { link: 'loop' },
    '/sys/lost': { link: 'nowhere/at-all' },
    '/dev/kvm': { exists: true },
  },
});

describe('the files of a recorded machine', () => {
  it('are read through the links on the way', async () => {
    expect(await files.readText('/sys/class/net/eth0/address')).toEqual({
      ok: true,
      value: '3c:ec:ef:00:00:10\n',
    });
    expect(await files.readRealPath('/sys/class/net/eth0/device/net')).toEqual({
      ok: true,
      value: '/sys/devices/pci/net',
    });
    expect(await files.readLinkName('/sys/class/net/eth0')).toEqual({ ok: true, value: 'eth0' });
  });

  it('are bytes, and text as the machine has it', async () => {
    expect(await files.readBytes('/sys/firmware/dmi/tables/DMI')).toEqual({
      ok: true,
      value: Buffer.from([0, 1, 255]),
    });
    expect(await files.readText('/proc/version')).toEqual({ ok: true, value: 'Linux ü\n' });
    expect(await files.readText('/sys/firmware/dmi/tables/DMI')).toEqual({ ok: true, value: '\0\u0001ÿ' });
  });

  it('have limits', async () => {
    expect(await files.readBytes('/proc/version', 8)).toMatchObject({ ok: false, why: 'too-large' });
    expect(await files.readBytes('/proc/version', 9)).toMatchObject({ ok: true });
  });

  it('refuse what the machine refused, for its reason', async () => {
    expect(await files.readText('/sys/class/net/eth0/carrier')).toEqual({
      ok: false,
      why: 'unreadable',
      errno: 'EINVAL',
      message: "EINVAL: invalid argument, read '/sys/class/net/eth0/carrier'",
    });
    expect(await files.isThere('/sys/class/net/eth0/carrier')).toBe(true);
    expect(await files.listNames('/sys/secret')).toMatchObject({ ok: false, why: 'denied' });
  });

  it('list what lies in a folder, recorded or only seen', async () => {
    expect(await files.listNames('/sys')).toEqual({
      ok: true,
      value: ['block', 'class', 'devices', 'firmware', 'lost', 'loop', 'secret'].sort(),
    });
    expect(await files.listNames('/sys/block')).toEqual({ ok: true, value: ['sda'] });
    expect(await files.listNames('/proc/version')).toMatchObject({ ok: false, errno: 'ENOTDIR' });
    expect(await files.readText('/sys/class')).toMatchObject({ ok: false, errno: 'EISDIR' });
  });

  it('know what is there without knowing what is in it', async () => {
    expect(await files.isThere('/dev/kvm')).toBe(true);
    expect(await files.isThere('/sys/block/sda')).toBe(true);
    expect(await files.readText('/sys/block/sda')).toMatchObject({
      ok: false,
      why: 'unreadable',
      message: 'the recording does not say what is in /sys/block/sda',
    });
  });

  it.each(['/none', '/sys/lost', '/proc/version/below', '/sys/block/sda/size', '/toString', '/__proto__'])(
    'are missing where nothing was: %s',
    async (path) => {
      expect(await files.readText(path)).toMatchObject({ ok: false, why: 'missing' });
      expect(await files.isThere(path)).toBe(false);
    },
  );

  it('end no reading in a circle', async () => {
    expect(await files.readText('/sys/loop')).toMatchObject({ ok: false, errno: 'ELOOP' });
    expect(await files.readLink('/sys/loop')).toEqual({ ok: true, value: 'loop' });
  });
});
