import { describe, expect, test } from 'vitest';
import { renderAccess } from '../../../src/cli/access-text.ts';
import { renderConfig } from '../../../src/cli/config-text.ts';
import { renderGuest } from '../../../src/cli/guest-text.ts';
import { renderInventory } from '../../../src/cli/inventory-text.ts';
import { operationFields, operationsTable } from '../../../src/cli/operation-text.ts';
import { type Line, renderLine } from '../../../src/cli/output/text.ts';
import { renderLog } from '../../../src/cli/verbs/log.ts';
import { renderStatus } from '../../../src/cli/verbs/status.ts';
import { sample } from '../../support/samples.ts';

const text = (lines: Line[]) => `\n${lines.map((line) => renderLine(line, false)).join('\n')}\n`;

describe('for people', () => {
  test('the status is one glance', () => {
    expect(text(renderStatus(sample.status()))).toMatchInlineSnapshot(`
      "
      Product        ACME & Sons Box <9000>
      Serial number  SN-"42"
      UUID           unknown (the firmware gives none)
      CPUs           4
      Memory         3914 MiB (3.8 GiB)
      NICs           2
      Disks          2
      Guest          running since 2026-03-01T08:00:21Z (booted), CPUs: 3, memory: 3072 MiB (3.0 GiB)
      Configuration  the last good policy, read 2026-03-01T08:00:03Z; the policy file cannot be used
      Last start     2026-03-01T09:00:05Z, changed: NIC 3 (enp4s0) is gone, memory 64 GiB → 48 GiB
      Next start     would change: processors 8 → 6
      Backend        0.1.0, ready, up since 2026-03-01T08:00:00Z
      libvirt        connected since 2026-03-01T08:00:01Z, version 11.3.0
      Notice         The PIN of this demo is 2468

      Problems
        error    config.unknown-key    memory.reservMiB is not known
          at /etc/bezel/appliance.yaml:12:3
          hint: Did you mean reserveMiB?
        warning  inventory.unreadable  /sys/class/dmi/id/chassis_asset_tag cannot be read
      "
    `);
  });
  test.each([
    [{ held: true }, /^Next start +waits for bezel config accept; would change: processors 8 → 6$/m],
    [{ choice: 'last-good' }, /^Next start +uses the last good configuration$/m],
    [{ lastStart: undefined }, /^Guest .*\nConfiguration .*\nNext start/m],
  ] as const)('the status says of the starts what has to be known: %j', (change, said) => {
    const status = sample.status();
    expect(text(renderStatus({ ...status, changes: { ...status.changes, ...change } }))).toMatch(said);
  });
  test('the status says that the guest runs with what was good before', () => {
    const status = sample.status();
    const [lastStart] = sample.starts().starts;
    expect(text(renderStatus({ ...status, changes: { ...status.changes, lastStart } }))).toMatch(
      /^Last start +2026-03-02T07:30:00Z, with the last good configuration$/m,
    );
  });
  test('the inventory is aligned, and unknown is neither failure nor health', () => {
    expect(text(renderInventory(sample.inventory()))).toMatchInlineSnapshot(`
      "
      Host    box
      Kernel  6.12.48+deb13-amd64
      Read    2026-03-01T08:00:02Z

      CPU
        Model             QEMU Virtual CPU version 2.5+
        Vendor            AuthenticAMD
        Online            4
        Sockets           1
        Cores             2
        Threads per core  2
        Virtualisation    svm
        KVM               yes

      Memory
        Total        3914 MiB (3.8 GiB)
        Available    3100 MiB (3.0 GiB) (stale since 2026-03-01T08:30:00Z)
        NUMA node 0  3914 MiB (3.8 GiB), CPUs 0-3

      NICs
        NAME    MAC                LINK  SPEED     MTU   BRIDGE     DRIVER      PATH
        enp1s0  52:54:00:12:34:56  up    1 Gbit/s  1500  br-enp1s0  virtio_net  0000:01:00.0
        enp2s0  52:54:00:12:34:57  down  unknown   1500  none       virtio_net  0000:02:00.0
        warning  nic.unreadable  enp2s0/duplex cannot be read
          at /sys/class/net/enp2s0/duplex

      Disks
        NAME  SIZE     BUS     KIND         USE        SERIAL   MODEL
        vda   34.4 GB  virtio  solid state  boot       SN 0001  unknown
        sdb   8.0 GB   usb     rotating     removable  unknown  Stick3.0

      Optical drives

      USB

      PCI

      Graphics

      Firmware

      TPM

      Sensors

      Management controller

      SMBIOS
        BIOS vendor          ACME & Sons
        System manufacturer  ACME & Sons
        System product       Box <9000>
        System serial        SN-"42"
        Chassis asset        unknown (the firmware gives none)
        OEM string 1         first & second
        OEM string 2         third

      Problems
        warning  inventory.unreadable  /sys/class/dmi/id/chassis_asset_tag cannot be read
          at /sys/class/dmi/id/chassis_asset_tag
      "
    `);
  });
  test('one part of the inventory stands alone', () => {
    expect(text(renderInventory(sample.inventory(), 'memory'))).toMatchInlineSnapshot(`
      "
        Total        3914 MiB (3.8 GiB)
        Available    3100 MiB (3.0 GiB) (stale since 2026-03-01T08:30:00Z)
        NUMA node 0  3914 MiB (3.8 GiB), CPUs 0-3
      "
    `);
  });
  test('the guest is shown with what can be done', () => {
    expect(text(renderGuest(sample.guest()))).toMatchInlineSnapshot(`
      "
      Guest   guest
      State   running since 2026-03-01T08:00:21Z (booted)
      UUID    6f2a9d0c-7f5e-4a51-8d39-0c4de6a1b2c3
      CPUs    3
      Memory  3072 MiB (3.0 GiB)

      NICs
        NIC     MAC                BRIDGE
        enp1s0  52:54:00:12:34:56  br-enp1s0
        enp2s0  52:54:00:12:34:57  br-enp2s0

      What can be done
        start  no: the guest is running
        stop   yes
        kill   yes
        reset  yes
      "
    `);
  });
  test('operations are a table', () => {
    expect(text(operationsTable(sample.operations().operations))).toMatchInlineSnapshot(`
      "
      ID            KIND         STATE    ASKED                 BY     WHAT
      5f0c1d2e3a4b  guest.stop   running  2026-03-01T09:00:00Z  ttyS0  waiting for the guest to stop (25 %)
      1122334455ff  guest.start  failed   2026-03-01T08:00:10Z  bezel  libvirt rejects the domain XML
      "
    `);
  });
  test('one operation is a list of fields', () => {
    expect(text(operationFields(sample.operation()))).toMatchInlineSnapshot(`
      "
      Operation         5f0c1d2e3a4b
      Kind              guest.stop
      State             running
      Asked             2026-03-01T09:00:00Z by ttyS0 (technician)
      Started           2026-03-01T09:00:00Z
      Doing             waiting for the guest to stop (25 %)
      Can be cancelled  yes
      "
    `);
  });
  test('the configuration says what is in force and what is wrong, with its place', () => {
    expect(text(renderConfig(sample.config()))).toMatchInlineSnapshot(`
      "
      Policy file  /etc/bezel/appliance.yaml
      In force     the last good policy, read 2026-03-01T08:00:03Z; the policy file cannot be used

      Problems
        error  config.unknown-key  memory.reservMiB is not known
          at /etc/bezel/appliance.yaml:12:3
          hint: Did you mean reserveMiB?
      "
    `);
  });
  test('access says what the seat may do', () => {
    expect(text(renderAccess({ ...sample.access(), retryAfterMs: 4000 }))).toMatchInlineSnapshot(`
      "
      Seat             tty1
      Role             technician
      PIN              set
      Unlocked until   2026-03-01T09:10:00Z
      Failed attempts  2
      Next attempt     in 4.0 s
      "
    `);
  });
  test('the journal is in columns', () => {
    expect(text(renderLog(sample.logPage().entries))).toMatchInlineSnapshot(`
      "
      2026-03-01T08:00:00Z  info   server  Listening on /run/bezel/admin.sock
      2026-03-01T08:00:03Z  error  config  memory.reservMiB is not known
      "
    `);
  });
});
