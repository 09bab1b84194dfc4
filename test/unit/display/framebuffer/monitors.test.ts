import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { type Monitor, planVisible } from '../../../../src/display/framebuffer/monitors.ts';
import { listMonitors, readDevice } from '../../../../src/display/framebuffer/read-monitors.ts';

const whole = { width: 1920, height: 1080 };
const monitor = (connected: boolean | undefined, width?: number, height = 0): Monitor => ({
  name: 'HDMI-A-1',
  device: '/sys/devices/card0-pci',
  connected,
  preferred: width === undefined ? undefined : { width, height },
});

describe('what monitors show of a framebuffer', () => {
  test.each<[string, Monitor[], string]>([
    ['nothing is known of monitors', [], '1920x1080'],
    ['the monitor has its size', [monitor(true, 1920, 1080)], '1920x1080'],
    ['a smaller one came later', [monitor(true, 1280, 1024)], '1280x1024'],
    ['a larger one gets a mode that fits', [monitor(true, 3840, 2160)], '1920x1080'],
    ['the smaller one has gone', [monitor(false, 1024, 768), monitor(true, 1920, 1080)], '1920x1080'],
    ['two small ones', [monitor(true, 1024, 768), monitor(true, 1280, 720)], '1024x720'],
    ['the driver can not tell', [monitor(undefined, 1024, 768)], '1920x1080'],
    ['the monitor has no modes', [monitor(true)], '1920x1080'],
  ])('%s', (_, monitors, size) => {
    const { width, height } = planVisible(whole, monitors);
    expect(`${width}x${height}`).toBe(size);
  });
});

describe('the connectors of the cards', () => {
  let sys = '';
  afterEach(() => rm(sys, { recursive: true, force: true }));

  async function makeCards(): Promise<void> {
    sys = await mkdtemp(join(tmpdir(), 'bezel-monitors-'));
    const write = async (path: string, text: string) => {
      await mkdir(join(sys, path, '..'), { recursive: true });
      await writeFile(join(sys, path), text);
    };
    for (const [card, fb] of [
      ['card0', 'fb0'],
      ['card1', 'fb1'],
    ]) {
      await mkdir(join(sys, `devices/${card}-pci`), { recursive: true });
      await mkdir(join(sys, `class/drm/${card}`), { recursive: true });
      await mkdir(join(sys, `class/graphics/${fb}`), { recursive: true });
      await symlink(join(sys, `devices/${card}-pci`), join(sys, `class/drm/${card}/device`));
      await symlink(join(sys, `devices/${card}-pci`), join(sys, `class/graphics/${fb}/device`));
    }
    await write('class/drm/card0-VGA-1/status', 'connected\n');
    await write('class/drm/card0-VGA-1/modes', '1280x800\n1024x768\n');
    await write('class/drm/card0-DP-1/status', 'disconnected\n');
    await write('class/drm/card0-DP-1/modes', '');
    await write('class/drm/card1-DP-1/status', 'unknown\n');
    await write('class/drm/version', 'drm 1.1.0\n');
  }

  test('are listed, with the device that a framebuffer has, too', async () => {
    await makeCards();
    const [card0, card1] = [join(sys, 'devices/card0-pci'), join(sys, 'devices/card1-pci')];
    expect(await listMonitors(sys)).toEqual([
      { name: 'DP-1', device: card0, connected: false, preferred: undefined },
      { name: 'VGA-1', device: card0, connected: true, preferred: { width: 1280, height: 800 } },
      { name: 'DP-1', device: card1, connected: undefined, preferred: undefined },
    ]);
    expect(await readDevice(join(sys, 'class/graphics/fb1'))).toBe(card1);
  });

  test('are none where there is no card', async () => {
    await makeCards();
    expect(await listMonitors(join(sys, 'nowhere'))).toEqual([]);
    expect(await readDevice(join(sys, 'class/graphics/fb7'))).toBeUndefined();
  });
});
