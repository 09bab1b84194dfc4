import { describe, expect, test } from 'vitest';
import { renderAccess } from '../../../src/cli/access-text.ts';
import { renderConfig } from '../../../src/cli/config-text.ts';
import { renderGuest } from '../../../src/cli/guest-text.ts';
import { renderInventory } from '../../../src/cli/inventory-text.ts';
import { operationFields, operationsTable } from '../../../src/cli/operation-text.ts';
import { type Line, renderLine } from '../../../src/cli/output/text.ts';
import { renderLog } from '../../../src/cli/verbs/log.ts';
import { renderStatus } from '../../../src/cli/verbs/status.ts';
import { hardwareSectionIds } from '../../../src/client/hardware/sections.ts';
import { largeInventory } from '../../support/large-inventory.ts';
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
      Memory         3.8 GiB
      NICs           2
      Disks          2
      Guest          running since 2026-03-01T08:00:21Z (booted), CPUs: 3, memory: 3 GiB
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

      Processors
        Model               QEMU Virtual CPU version 2.5+
        Vendor              AuthenticAMD
        Microcode           0xd0003d1
        Logical processors  4
        Sockets             1
        Cores               2
        Threads per core    2
        Virtualisation      AMD-V
        KVM                 available

        Topology
        SOCKET  NODE  CORES  LOGICAL PROCESSORS
        0       0     4      0-7

        Flags
        fpu sse2 vmx aes

      Memory
        Memory                 3.8 GiB
        Available to the host  3 GiB (stale since 2026-03-01T08:30:00Z)
        Error correction       Multi-bit ECC
        Slots                  2 slots, 1 used, 16 GiB in all

        Modules
        SLOT     SIZE               TYPE  RUNS AT    RATED      ECC  PART NUMBER
        DIMM_A1  16 GiB             DDR4  2933 MT/s  3200 MT/s  yes  M393A2K43DB3-CWE
            Serial: 0123ABCD   Maker: Samsung   Bank: P0_Node0_Channel0
        DIMM_B1  the slot is empty
            Bank: P0_Node0_Channel1

        NUMA nodes
        NODE   MEMORY  LOGICAL PROCESSORS  DISTANCES  HUGE PAGES
        0     3.8 GiB  0-3                 10         none

        Huge pages
        SIZE   SET ASIDE  FREE
        2 MiB          0     0
        1 GiB          0     0

      NICs
        NIC     LINK  SPEED     MAC ADDRESS        PORT   BRIDGE     DRIVER       MTU
        enp1s0  up    1 Gbit/s  52:54:00:12:34:56  LAN 1  br-enp1s0  virtio_net  1500
            Position: 0000:01:00.0   Model: I350 Gigabit Network Connection
            Duplex: full   Node: 0   Permanent MAC: 52:54:00:12:34:56
            Firmware: 3.11, 0x800006b1
        enp2s0  down  unknown   52:54:00:12:34:57  LAN 2  none       virtio_net  1500
            Speed: unknown (no link)   Position: 0000:02:00.0
            Model: I350 Gigabit Network Connection   Duplex: full   Node: 0
            Permanent MAC: unknown (the driver does not tell)
            Firmware: 3.11, 0x800006b1
            warning  nic.unreadable  enp2s0/duplex cannot be read
              at /sys/class/net/enp2s0/duplex
        Physical port  unknown (the driver does not say)

      Disks
        DISK     SIZE  USE  HEALTH  MODEL     SERIAL   BUS     KIND         POWERED ON
        vda   34.4 GB  box  good    unknown   SN 0001  virtio  solid state  12034 h
            Model: unknown (no model is given)   Temperature: 38 °C   Worn: 3 %
            Bad sectors: 0   Removable: no   Read-only: no   Sector: 512 B
            Physical sector: 4096 B   Firmware: GDC5502Q   WWN: eui.0025385b91b13a42
        sdb      8 GB       good    Stick3.0  unknown  usb     rotating     12034 h
            Temperature: 38 °C   Worn: 3 %   Bad sectors: 0   Removable: yes
            Sector: 512 B   Physical sector: 4096 B   Firmware: GDC5502Q
            WWN: eui.0025385b91b13a42   Unknown: Read-only

      Optical drives
        DRIVE  DISC  MODEL                  BUS   FIRMWARE  READS
        sr0    none  HL-DT-ST DVDRAM GU90N  sata  A1C2      CD-ROM, DVD-ROM, DVD-RAM
            Writes: CD-R, CD-RW, DVD-R, DVD-RAM

      USB
        PLACE  DEVICE                                ID         KIND             PORTS
        usb1   Linux 6.12 xhci-hcd xHCI Host Contr…  1d6b:0002  hub                 16
            Device: Linux 6.12 xhci-hcd xHCI Host Controller   Speed: 480 Mbit/s
            Serial: 0000:00:14.0   Driver: hub
        └ 1-4  Logitech USB Keyboard                 046d:c31c  keyboard, mouse
            Speed: 1.5 Mbit/s   Serial: unknown (the device has none)   Driver: usbhid

      PCI
        ADDRESS       CLASS                      DRIVER  ID         IOMMU GROUP  NODE
        0000:00:02.0  VGA compatible controller  ast     1a03:2000            1     0
            Device: ASPEED Technology, Inc. ASPEED Graphics Family
        0000:01:00.0  Ethernet controller        igb     8086:1521      unknown     0
            Device: Intel Corporation I350 Gigabit Network Connection
            IOMMU group: unknown (the box has no IOMMU, or it is off)

      Graphics
        DEVICE  DRIVER  MODEL                   CONNECTORS       ADDRESS
        card0   ast     ASPEED Graphics Family  VGA-1 connected  0000:00:02.0

      Firmware
        Started by   UEFI
        Secure Boot  off

      TPM
        TPM   VERSION  DESCRIPTION
        tpm0  2.0      unknown
            Description: unknown (the TPM does not say)

      Sensors
        SENSOR           VALUE  CONDITION   HIGH  CRITICAL  PLACE
        Package id 0     41 °C  normal     85 °C     95 °C  coretemp
        fan1          1240 rpm  unknown                     nct6779

      Management
        CONTROLLER  IPMI  FIRMWARE  MAKER     PRODUCT
        ipmi_bmc.0  2.0   1.74      0x002a7c  0x1b0f

      SMBIOS
        System
        Manufacturer  ACME & Sons
        Product       Box <9000>
        Serial        SN-"42"

        Chassis
        Asset tag  unknown (the firmware gives none)

        BIOS
        Vendor  ACME & Sons

        OEM strings
        1  first & second
        2  third

      Problems
        warning  inventory.unreadable  /sys/class/dmi/id/chassis_asset_tag cannot be read
          at /sys/class/dmi/id/chassis_asset_tag
      "
    `);
  });
  test('one part of the inventory stands alone', () => {
    expect(text(renderInventory(sample.inventory(), 'memory'))).toMatchInlineSnapshot(`
      "
        Memory                 3.8 GiB
        Available to the host  3 GiB (stale since 2026-03-01T08:30:00Z)
        Error correction       Multi-bit ECC
        Slots                  2 slots, 1 used, 16 GiB in all

        Modules
        SLOT     SIZE               TYPE  RUNS AT    RATED      ECC  PART NUMBER
        DIMM_A1  16 GiB             DDR4  2933 MT/s  3200 MT/s  yes  M393A2K43DB3-CWE
            Serial: 0123ABCD   Maker: Samsung   Bank: P0_Node0_Channel0
        DIMM_B1  the slot is empty
            Bank: P0_Node0_Channel1

        NUMA nodes
        NODE   MEMORY  LOGICAL PROCESSORS  DISTANCES  HUGE PAGES
        0     3.8 GiB  0-3                 10         none

        Huge pages
        SIZE   SET ASIDE  FREE
        2 MiB          0     0
        1 GiB          0     0
      "
    `);
  });
  test.each([80, 100, 132])(
    'the largest machine fits a terminal of %i columns, section by section',
    (columns) => {
      const inventory = largeInventory();
      for (const id of hardwareSectionIds) {
        for (const line of renderInventory(inventory, id, columns))
          expect(renderLine(line, false).length, `${id}: ${renderLine(line, false)}`).toBeLessThanOrEqual(
            columns,
          );
      }
    },
  );
  test('a device that claims to be 10 kB of nonsense breaks no table', () => {
    const inventory = sample.inventory();
    const nonsense = `${'x'.repeat(5000)} \u001b[2J${'\u0301'.repeat(100)} ${'漢字 '.repeat(1000)}`;
    for (const disk of inventory.disks) disk.model = { state: 'known', value: nonsense };
    const lines = renderInventory(inventory, 'disks', 80).map((line) => renderLine(line, false));
    for (const line of lines) expect([...line].length).toBeLessThanOrEqual(80);
    expect(lines.join('')).not.toContain('\u001b');
    expect(lines.join('\n')).toMatch(/^ {2}sdb /m);
  });
  test('the guest is shown with what can be done', () => {
    expect(text(renderGuest(sample.guest()))).toMatchInlineSnapshot(`
      "
      Guest   guest
      State   running since 2026-03-01T08:00:21Z (booted)
      Health  ready: 3 of 3 services run
      UUID    6f2a9d0c-7f5e-4a51-8d39-0c4de6a1b2c3
      CPUs    3
      Memory  3 GiB

      NICs
        SLOT  NIC     MAC                BRIDGE     LINK
        1     enp1s0  52:54:00:12:34:56  br-enp1s0  up
        2     enp2s0  52:54:00:12:34:57  br-enp2s0  not in the guest

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
