export interface DomainCase {
  /** Of test/fixtures/machines or test/support/domain-machines.ts. */
  machine: string;
  policy: string;
  /** Machines on which the guest was started before, in this order: what is stable shows only then. */
  before?: string[];
  /** What a vendor has written. */
  templates?: { domain?: string; devices?: string; elements?: string };
  /** libvirt's first version that knows what is in it, where Debian 12 has an older one, and the word that its schema then has. */
  since?: number;
  word?: string;
}

/** Keys of `guest` in YAML's flow style, with the usual disk. */
const guest = (keys = '', more = ''): string => `version: 1
guest:
  ${keys === '' ? '' : `${keys}\n  `}disks: [{target: vda, source: /dev/bezel/guest-system}]
${more}`;

export const domainCaseTable: Record<string, DomainCase> = {
  'small-defaults': { machine: 'small', policy: guest() },
  'small-without-network-and-identity': {
    machine: 'small',
    policy: guest('smbios: {source: none}', 'network: {nics: none}'),
  },
  'two-sockets-defaults': { machine: 'two-sockets', policy: guest() },
  'two-sockets-limits': {
    machine: 'two-sockets',
    policy: `version: 1
guest:
  name: appliance
  memory: {reserveMiB: 2048, reserveShare: 0.1, maxMiB: 16001}
  cpus: {reserve: 2, max: 5}
  disks:
    - {target: vda, source: /dev/bezel/guest-system, serial: system}
    - {target: vdc, source: "/srv/it's & <that>.img"}`,
  },
  'virtual-no-smbios-emulated': { machine: 'virtual-no-smbios', policy: guest('accelerator: tcg') },
  'broken-nic-without-address': { machine: 'broken', policy: guest() },

  'two-sockets-pinned-in-huge-pages': {
    machine: 'two-sockets',
    policy: guest('cpus: {reserve: 4, pinning: cores}\n  memory: {hugePages: 1GiB, reserveMaxMiB: 2048}'),
  },
  'two-sockets-flat': {
    machine: 'two-sockets',
    policy: guest('cpus: {topology: flat, model: maximum}\n  numa: none\n  memory: {hugePages: 2MiB}'),
  },
  'large-with-256-processors': { machine: 'four-nodes', policy: guest() },
  'large-with-64-nics-too': { machine: 'large', policy: guest() },
  'desktop-pinned': { machine: 'desktop', policy: guest('cpus: {reserve: 2, pinning: cores}') },
  'nodes-without-memory-or-processors': { machine: 'odd-nodes', policy: guest() },
  'cores-of-two-kinds': { machine: 'hybrid', policy: guest('cpus: {pinning: cores}') },
  'amd-threads-host-model': { machine: 'amd-threads', policy: guest('cpus: {model: host-model}') },
  'named-model-of-an-old-machine': {
    machine: 'amd-threads',
    policy: guest('cpus: {model: EPYC-Rome, max: 4}\n  machine: pc-q35-7.2'),
  },

  'windows-secure': {
    machine: 'small',
    policy: guest('os: windows\n  firmware: uefi-secure\n  tpm: emulated\n  display: {video: bochs}'),
  },
  'windows-emulated': { machine: 'small', policy: guest('os: windows\n  accelerator: tcg') },
  'uefi-with-the-tpm-of-the-box': {
    machine: 'with-tpm',
    policy: guest('firmware: uefi\n  tpm: passthrough'),
  },

  'many-nics': { machine: 'many-nics', policy: guest() },
  'nics-gone-and-new': {
    machine: 'four-ports',
    before: ['with-tpm', 'two-sockets', 'four-ports'],
    policy: guest('smbios: {source: none}'),
  },
  'nics-listed': {
    machine: 'four-ports',
    policy: guest(
      '',
      `network:
  model: e1000e
  nics:
    - {port: LAN 4}
    - {port: '0000:09:00.0'}
    - {port: eno1, model: rtl8139}
    - {port: '3c:ec:ef:00:00:12', model: igb}`,
    ),
  },
  'nics-inherited-with-jumbo-frames': {
    machine: 'jumbo-frames',
    policy: guest('', 'network: {mac: inherit, mtu: 9000}'),
  },
  'nics-passed-through': {
    machine: 'iommu-groups',
    policy: guest(
      '',
      `network:
  ports:
    - {port: LAN 1, role: passthrough}
    - {port: LAN 2, role: passthrough, via: macvtap}
    - {port: LAN 3, role: passthrough, via: vfio}
    - {port: LAN 5, role: passthrough}`,
    ),
  },

  'odd-strings': { machine: 'odd-strings', policy: guest() },
  placeholders: { machine: 'placeholders', policy: guest() },
  'hostile-names': { machine: 'hostile', policy: guest() },
  'identity-of-texts': {
    machine: 'two-sockets',
    policy: guest(
      `smbios:
    bios: {vendor: '{{ product.vendor }}', date: 01/31/2026, release: '7.0', version: ''}
    system: {manufacturer: 'ACME & Söhne', product: 'Box <{{ baseBoard.product }}>', serial: 'A-{{ system.serial }}'}
    baseBoard: {asset: '"{{ chassis.asset }}"'}
    chassis: {version: '${'9'.repeat(300)}'}
    oemStrings: ['uuid={{ system.uuid | upcase }}', '']`,
      'product: {vendor: ACME, name: Gate}',
    ),
  },
  'identity-of-its-own': {
    machine: 'two-sockets',
    policy: guest('smbios: {source: none, system: {product: Gate}}'),
  },

  'disks-of-every-kind': {
    machine: 'small',
    policy: `version: 1
guest:
  disks:
    - {target: sda, source: /dev/bezel/guest-system}
    - {target: sdc, source: /srv/data.qcow2, format: qcow2, cache: writeback, discard: false, readOnly: true}
    - {target: sdd, source: /srv/tools.img, bus: sata, serial: TOOLS}
    - {target: vdh, source: /dev/bezel/last, cache: directsync}
    - {target: vdb, source: /srv/second.img, cache: writethrough, readOnly: true}`,
  },
  'nothing-that-can-be-left-out': {
    machine: 'small',
    policy: guest(
      `watchdog: {model: none}
  panic: false
  rng: false
  agent: false
  display: {vnc: false, video: none}
  smbios: {source: none}`,
      'network: {nics: none}',
    ),
  },
  'channels-and-an-old-screen': {
    machine: 'small',
    policy: guest(`channels: [com.example.probe.0, com.example.probe.1]
  display: {video: vga}
  watchdog: {action: poweroff}`),
  },
  'watchdog-of-the-chipset': {
    machine: 'small',
    policy: guest('watchdog: {model: itco, action: poweroff}'),
    since: 9_001_000,
    word: '<value>itco</value>',
  },

  'vendor-additions': {
    machine: 'small',
    policy: guest(),
    templates: {
      devices: `    <sound model='ich9'>
      <address type='pci' domain='0x0000' bus='0x00' slot='0x1b' function='0x0'/>
    </sound>
    {%- for nic in nics %}
    <!-- {{ nic.label }} -->
    {%- endfor %}
`,
      elements: `  <qemu:commandline xmlns:qemu='http://libvirt.org/schemas/domain/qemu/1.0'>
    <qemu:arg value='-fw_cfg'/>
    <qemu:arg value='name=opt/com.example/serial,string={{ uuid }}'/>
  </qemu:commandline>
`,
    },
  },
  'vendor-domain': {
    machine: 'small',
    policy: guest(),
    templates: {
      domain: `<domain type='qemu'>
  <name>{{ name }}</name>
  <uuid>{{ uuid }}</uuid>
  <memory unit='MiB'>{{ memory.mib }}</memory>
  <vcpu>{{ cpu.vcpus }}</vcpu>
  <os><type arch='x86_64' machine='{{ machine }}'>hvm</type></os>
  <devices></devices>
</domain>
`,
      devices: `<memballoon model='none'/>`,
    },
  },
};
