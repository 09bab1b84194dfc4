import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { listOverlay } from '../../../../image/host/overlay.ts';
import { privateLink } from '../../../../src/contract/index.ts';

const root = path.join(import.meta.dirname, '../../../..');
const unit = (name: string) => readFile(path.join(root, 'assets/systemd', name), 'utf8');

test.each(['bezeld.service', 'bezel-console@.service', 'bezel-witness.service'])(
  '%s is restarted for ever',
  async (name) => {
    const text = await unit(name);
    expect(text).toMatch(/^Restart=always$/m);
    expect(text).toMatch(/^StartLimitIntervalSec=0$/m);
  },
);

test('the backend may set aside huge pages: /sys is writable for it', async () => {
  const text = await unit('bezeld.service');
  expect(text).not.toMatch(/^(ProtectKernelTunables=(yes|true|on|1)|(ReadOnly|Inaccessible)Paths=)/m);
});

test('the backend speaks IP with the guest alone, and listens at one port', async () => {
  const text = await unit('bezeld.service');
  expect(text).toMatch(/^IPAddressDeny=any$/m);
  expect(text.match(/^IPAddressAllow=.*$/gm)).toEqual([`IPAddressAllow=${privateLink.guestAddress}`]);
  expect(text).toMatch(/^SocketBindDeny=any$/m);
  expect(text.match(/^SocketBindAllow=.*$/gm)).toEqual([`SocketBindAllow=ipv4:tcp:${privateLink.apiPort}`]);
});

test('the console has no capability, and sees of /run nothing but the seats', async () => {
  const text = await unit('bezel-console@.service');
  expect(text).toMatch(/^CapabilityBoundingSet=$/m);
  expect(text).toMatch(/^User=bezel-console$/m);
  expect(text).toMatch(/^TemporaryFileSystem=\/run:ro\b/m);
  expect(text).toMatch(/^Bind(?:ReadOnly)?Paths=\/run\/bezel\/seats$/m);
});

test.each(['emergency', 'rescue'])("systemd's %s shell is replaced", async (name) => {
  const text = await unit(`${name}.service.d/bezel.conf`);
  expect(text).toMatch(/^ExecStart=\nExecStart=\/usr\/lib\/bezel\/bezel-emergency$/m);
});

test('lldpd receives only, and has no more rights than that takes', async () => {
  const text = await unit('lldpd.service.d/bezel.conf');
  expect(text).toMatch(/^ExecStart=\nExecStart=\/usr\/sbin\/lldpd -r /m);
  expect(text.match(/^CapabilityBoundingSet=(.*)$/m)?.[1]).not.toContain('CAP_SYS_ADMIN');
  expect(text).toMatch(/^NoNewPrivileges=yes$/m);
  const packages = await readFile(path.join(root, 'image/host/packages.json'), 'utf8');
  expect(JSON.parse(packages)).toContain('lldpd');
});

test('the witness writes where bezeld reads, no more than it reads, and can do nothing else', async () => {
  const text = await unit('bezel-witness.service');
  expect(text).toMatch(/^StandardOutput=append:\/run\/bezel-witness\/events$/m);
  expect(text).toMatch(/^LimitFSIZE=1M$/m);
  expect(text).toMatch(/^CapabilityBoundingSet=$/m);
  expect(text).toMatch(/^RestrictAddressFamilies=AF_UNIX$/m);
  const folders = await readFile(path.join(root, 'assets/host/usr/lib/tmpfiles.d/bezel.conf'), 'utf8');
  expect(folders).toMatch(/^d \/run\/bezel-witness 0755 root root -$/m);
});

test("only root reaches libvirt's sockets", async () => {
  for (const socket of ['libvirtd', 'libvirtd-ro', 'libvirtd-admin']) {
    expect(await unit(`${socket}.socket.d/bezel.conf`)).toMatch(/^SocketMode=0600$/m);
  }
});

test('the scripts in the box can be executed, and every unit that starts with it exists', async () => {
  const { entries } = await listOverlay(root);
  const script = entries.find(({ target }) => target === '/usr/lib/bezel/bezel-storage');
  expect(script).toMatchObject({ kind: 'file', mode: 0o755 });
  const targets = new Set(entries.map(({ target }) => target));
  for (const entry of entries) {
    if (entry.kind === 'link' && entry.target.includes('.wants/')) {
      expect(targets).toContain(entry.to);
    }
  }
});

test('no daemon of a package watches the disks: its unit is masked', async () => {
  const packages = await readFile(path.join(root, 'image/host/packages.json'), 'utf8');
  const script = await readFile(path.join(root, 'image/host/customize.sh'), 'utf8');
  expect(JSON.parse(packages)).toContain('smartmontools');
  expect(script).toMatch(/^mask smartmontools\.service smartd\.service$/m);
});

test('networkd has no file of anybody but bezeld, forwards nothing and keeps its hands off what is not its own', async () => {
  const script = await readFile(path.join(root, 'image/host/customize.sh'), 'utf8');
  expect(script).toMatch(/^rm -f "\$root"\/usr\/lib\/systemd\/network\/\*\.network\b/m);
  for (const name of ['networkd-wait-online', 'network-generator'])
    expect(script).toMatch(new RegExp(`^mask .*\\bsystemd-${name}\\.service`, 'm'));
  const { entries } = await listOverlay(root);
  expect(entries.filter(({ target }) => /\.(network|netdev|link)$/.test(target))).toEqual([]);
  const settings = await readFile(
    path.join(root, 'assets/host/etc/systemd/networkd.conf.d/bezel.conf'),
    'utf8',
  );
  for (const key of [
    'ManageForeignRoutes',
    'ManageForeignRoutingPolicyRules',
    'IPv4Forwarding',
    'IPv6Forwarding',
  ])
    expect(settings).toMatch(new RegExp(`^${key}=no$`, 'm'));
});

test('the guest gets by DHCP the one address of the private link, and is told of no router and no name server', async () => {
  const { bridge, guestAddress, hostAddress, prefixLength } = privateLink;
  const lines = await readFile(path.join(root, 'assets/host/usr/lib/bezel/private-dhcp.conf'), 'utf8');
  const settings = lines.split('\n').filter((line) => !line.startsWith('#'));
  for (const line of [`interface ${bridge}`, `start ${guestAddress}`, `end ${guestAddress}`, 'max_leases 1'])
    expect(settings).toContain(line);
  const options = settings.filter((line) => line.startsWith('option '));
  expect(options).toEqual([`option subnet ${toMask(prefixLength)}`, 'option lease 600']);
  const service = await unit('bezel-private-dhcp.service');
  expect(service).toContain(` -I ${hostAddress} `);
  expect(service).toContain(`BindsTo=sys-subsystem-net-devices-${bridge}.device`);
  const rules = path.join(root, 'assets/host/etc/udev/rules.d/99-z-bezel-private-link.rules');
  expect(await readFile(rules, 'utf8')).toContain(`KERNEL=="${bridge}"`);
});

const toMask = (prefixLength: number): string =>
  [24, 16, 8, 0].map((shift) => ((0xffffffff << (32 - prefixLength)) >>> shift) & 0xff).join('.');

test('the guest stops before bezeld and the seats do, and is given the time that the policy says', async () => {
  const text = await unit('bezel-guest-stop.service');
  const after = text.match(/^After=(.*)$/gm)?.join(' ') ?? '';
  for (const name of ['bezeld', 'libvirtd', 'virtlogd', 'bezel-console@tty1', 'bezel-console@ttyS0'])
    expect(after).toContain(`${name}.service`);
  expect(text).toMatch(/^TimeoutStopSec=infinity$/m);
  expect(await unit('bezeld.service')).not.toMatch(/^After=.*bezel-guest-stop/m);
  for (const target of ['poweroff', 'reboot'])
    expect(await unit(`${target}.target.d/bezel.conf`)).toMatch(/^JobTimeoutSec=70min$/m);
});

test("Ctrl-Alt-Del reaches the backend, each time, and nothing of systemd's own comes of it", async () => {
  const target = await unit('ctrl-alt-del.target');
  expect(target).toMatch(/^Wants=bezel-ctrl-alt-del.service$/m);
  expect(target).toMatch(/^StopWhenUnneeded=yes$/m);
  const service = await unit('bezel-ctrl-alt-del.service');
  expect(service).toMatch(/^Type=exec$/m);
  expect(service).toMatch(/^StartLimitIntervalSec=0$/m);
  const script = await readFile(path.join(root, 'image/host/customize.sh'), 'utf8');
  expect(script).not.toContain('ctrl-alt-del');
  const settings = await readFile(
    path.join(root, 'assets/host/etc/systemd/system.conf.d/bezel.conf'),
    'utf8',
  );
  expect(settings).toMatch(/^CtrlAltDelBurstAction=none$/m);
});

test('the watchdogs of the board and of the backend are armed', async () => {
  const settings = await readFile(
    path.join(root, 'assets/host/etc/systemd/system.conf.d/bezel.conf'),
    'utf8',
  );
  expect(settings).toMatch(/^RuntimeWatchdogSec=60s$/m);
  expect(settings).toMatch(/^RebootWatchdogSec=/m);
  expect(await unit('bezeld.service')).toMatch(/^WatchdogSec=60$/m);
});

test('what watches the UPS is started by the backend alone, and speaks with nobody as root', async () => {
  const script = await readFile(path.join(root, 'image/host/customize.sh'), 'utf8');
  for (const name of ['nut-server', 'nut-monitor', 'nut-driver-enumerator'])
    expect(script).toMatch(new RegExp(`^mask .*\\b${name}\\.service\\b`, 'm'));
  const { entries } = await listOverlay(root);
  expect(entries.filter(({ target }) => /\.wants\/bezel-ups/.test(target))).toEqual([]);
  for (const name of ['bezel-ups-driver@', 'bezel-upsd']) {
    const text = await unit(`${name}.service`);
    expect(text).toMatch(/^User=nut$/m);
    expect(text).toMatch(/^CapabilityBoundingSet=$/m);
  }
  expect(await unit('bezel-upsd.service')).toMatch(/^IPAddressDeny=any\nIPAddressAllow=localhost$/m);
  expect(await unit('bezel-upsmon.service')).toMatch(/^CapabilityBoundingSet=CAP_SETUID CAP_SETGID$/m);
  const packages = await readFile(path.join(root, 'image/host/packages.json'), 'utf8');
  expect(JSON.parse(packages)).toEqual(expect.arrayContaining(['nut-client', 'nut-server']));
});

test('what gives the terminals back after a display has time to start, and a display that hangs is ended at once', async () => {
  const text = await unit('bezel-display.service');
  expect(text).toMatch(/^ExecStopPost=\+.* --restore$/m);
  expect(Number(/^TimeoutStopSec=(\d+)$/m.exec(text)?.[1])).toBeGreaterThanOrEqual(30);
  expect(Number(/^TimeoutAbortSec=(\d+)$/m.exec(text)?.[1])).toBeLessThanOrEqual(5);
});
