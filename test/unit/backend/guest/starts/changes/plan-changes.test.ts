import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Slot } from '../../../../../../src/backend/guest/identity.ts';
import type { GuestSpec, NicSpec } from '../../../../../../src/backend/guest/spec.ts';
import { planChanges } from '../../../../../../src/backend/guest/starts/changes/plan-changes.ts';
import { parseSpec } from '../../../../../../src/backend/guest/starts/parse-spec.ts';
import { domainCases, planCase } from '../../../../../support/domain-cases.ts';

const planned = planCase('two-sockets', domainCases['two-sockets-defaults']?.policy ?? '').spec;
if (planned === undefined) throw new Error('the machine gives no spec');
const nic = (slot: number, parts: Partial<NicSpec> = {}): NicSpec => ({
  slot,
  nic: `enp${slot + 1}s0`,
  place: `0000:0${slot + 1}:00.0`,
  label: `enp${slot + 1}s0`,
  via: 'bridge',
  bridge: `br-enp${slot + 1}s0`,
  host: null,
  mac: `3e:00:00:00:00:0${slot}`,
  model: 'virtio',
  pci: { bus: `0x1${slot}`, slot: '0x00', function: '0x0' },
  mtu: null,
  link: null,
  ...parts,
});
const base: GuestSpec = {
  ...planned,
  memory: { mib: 65536, hugePageKiB: null },
  cpu: {
    ...planned.cpu,
    vcpus: 8,
    sockets: 2,
    dies: 1,
    cores: 4,
    threads: 1,
    pins: [],
    emulatorCpuset: null,
  },
  cells: [],
  disks: [
    { ...(planned.disks[0] as GuestSpec['disks'][number]), target: 'vda', source: '/dev/a', serial: 'A' },
    { ...(planned.disks[0] as GuestSpec['disks'][number]), target: 'vdb', source: '/dev/b', serial: null },
  ],
  nics: [nic(1), nic(2), nic(3)],
  smbios: {
    bios: [],
    system: [
      { name: 'manufacturer', value: 'ACME & Sons' },
      { name: 'serial', value: 'A' },
    ],
    baseBoard: [{ name: 'serial', value: 'B' }],
    chassis: [],
    oemStrings: ['one', 'two'],
  },
};
const slot = (number: number, permanentMac: string | null): Slot => ({
  number,
  place: null,
  permanentMac,
  mac: '',
  name: '',
  missed: 0,
});
const slots = [slot(1, '3c:00:00:00:00:01'), slot(2, '3c:00:00:00:00:02'), slot(3, null)];

const changes = (after: Partial<GuestSpec>, before: Partial<GuestSpec> = base, slotsAfter = slots) =>
  planChanges(
    { spec: before, slots, xml: '<a/>' },
    { spec: { ...base, ...after }, slots: slotsAfter, xml: '<a/>' },
  );
const messages = (...args: Parameters<typeof changes>): string[] =>
  changes(...args).map(({ subject, message }) => `${subject}: ${message}`);
const [first, second] = base.disks as [GuestSpec['disks'][number], GuestSpec['disks'][number]];
const { cpu } = base;
const smbios = base.smbios as NonNullable<GuestSpec['smbios']>;

it('is nothing between two starts that are the same', () => {
  expect(changes({})).toEqual([]);
});

describe('in words', () => {
  it.each<[Partial<GuestSpec>, string[]]>([
    [{ memory: { mib: 49152, hugePageKiB: null } }, ['memory: memory 64 GiB → 48 GiB']],
    [{ memory: { mib: 65534, hugePageKiB: null } }, ['memory: memory 65536 MiB → 65534 MiB']],
    [{ memory: { mib: 512, hugePageKiB: null } }, ['memory: memory 65536 MiB → 512 MiB']],
    [{ memory: { mib: 65536, hugePageKiB: 1048576 } }, ['memory: huge pages none → 1 GiB']],
    [{ cpu: { ...cpu, vcpus: 6, sockets: 1, cores: 6 } }, ['cpus: processors 8 → 6 (2 sockets → 1)']],
    [{ cpu: { ...cpu, vcpus: 12, cores: 6 } }, ['cpus: processors 8 → 12']],
    [
      { cpu: { ...cpu, sockets: 1, cores: 4, threads: 2 } },
      ['cpus: arrangement of the processors: 2 sockets → 1, 1 thread → 2'],
    ],
    [
      { cpu: { ...cpu, mode: 'custom', model: 'EPYC-Rome', features: ['topoext'] } },
      [
        'cpus: model of the processors host-passthrough → EPYC-Rome',
        'cpus: features of the processors +topoext',
      ],
    ],
    [
      { cpu: { ...cpu, pins: [{ vcpu: 0, cpuset: '2' }] } },
      ['cpus: the processors now stay on certain ones of the box'],
    ],
    [
      { cells: [0, 1].map((id) => ({ id, cpus: '', memoryMiB: 1, hostNode: id, distances: [] })) },
      ['memory: NUMA nodes 1 → 2'],
    ],
    [{ nics: [nic(1), nic(2)] }, ['nic: NIC 3 (enp4s0) is gone']],
    [
      { nics: [...base.nics, nic(5, { label: 'LAN 5' })] },
      ['nic: NIC 5 (LAN 5, enp6s0, 3e:00:00:00:00:05) is new'],
    ],
    [
      { nics: [nic(1), nic(2, { nic: 'eno2', label: 'eno2', bridge: 'br-eno2' }), nic(3)] },
      ['nic: NIC 2: enp3s0 → eno2'],
    ],
    [
      {
        nics: [
          nic(1),
          nic(2, { mtu: 9000, model: 'e1000e', pci: { bus: '0x20', slot: '0x00', function: '0x1' } }),
          nic(3),
        ],
      },
      [
        'nic: NIC 2 (enp3s0): model virtio → e1000e',
        'nic: NIC 2 (enp3s0): MTU 1500 → 9000',
        'nic: NIC 2 (enp3s0): place in the guest 12:00.0 → 20:00.1',
      ],
    ],
    [{ disks: [first] }, ['disk: disk vdb (/dev/b) is gone']],
    [{ disks: [first, second, { ...second, target: 'vdc' }] }, ['disk: disk vdc (/dev/b) is new']],
    [{ disks: [first, { ...second, source: '/dev/c' }] }, ['disk: disk vdb: /dev/b → /dev/c']],
    [{ disks: [{ ...first, serial: 'B' }, second] }, ['disk: disk vda: serial number "A" → "B"']],
    [{ disks: [{ ...first, readOnly: true }, second] }, ['disk: disk vda can no longer be written']],
    [{ disks: [second, first] }, ['disk: the guest boots from vdb, no longer from vda']],
    [
      { smbios: { ...smbios, system: [{ name: 'serial', value: 'B' }] } },
      ['smbios: manufacturer "ACME & Sons" → nothing', 'smbios: serial number "A" → "B"'],
    ],
    [
      { smbios: { ...smbios, oemStrings: ['two', 'three'] } },
      ['smbios: OEM string "one" is gone', 'smbios: OEM string "three" is new'],
    ],
    [{ smbios: null }, ["smbios: the guest no longer sees an identity, only QEMU's own"]],
    [{ uuid: 'other' }, [`identity: the guest's UUID ${base.uuid} → other`]],
    [{ firmware: { kind: 'uefi', secureBoot: true } }, ['firmware: firmware BIOS → UEFI with Secure Boot']],
    [
      { tpm: { kind: 'emulated', model: 'tpm-crb', device: null } },
      ['device: TPM (emulated, tpm-crb) is new'],
    ],
    [{ watchdog: null }, ['device: watchdog (i6300esb, reset) is gone']],
    [
      { display: { vnc: false, socket: null, video: 'vga' } },
      ['device: the display over VNC is gone', 'device: graphics card virtio → vga'],
    ],
    [{ channels: ['a.b.0'] }, ['device: channel a.b.0 is new']],
    [{ machine: 'pc-q35-10.0' }, ['device: machine q35 → pc-q35-10.0']],
  ])('%j', (after, words) => {
    expect(messages(after)).toEqual(words);
  });

  it('a NIC of the box that took the place of another is told by the addresses on the two', () => {
    const after = [slot(1, '3c:00:00:00:00:01'), slot(2, '3c:00:00:00:00:99'), slot(3, null)];
    expect(messages({}, base, after)).toEqual([
      'nic: NIC 2 was replaced: 3c:00:00:00:00:02 → 3c:00:00:00:00:99',
    ]);
  });

  it('what devices and files say is short plain text', () => {
    const evil = `${'\u001b[2J\u202e'}${'x'.repeat(300)}`;
    const [message = ''] = messages({ smbios: { ...smbios, baseBoard: [{ name: 'serial', value: evil }] } });
    expect(message).toBe(`smbios: board serial number "B" → "${'x'.repeat(59)}…"`);
  });

  it('only the text of the XML has changed when nothing else did', () => {
    const side = { spec: base, slots, xml: '<a/>' };
    expect(planChanges(side, { ...side, xml: '<b/>' })).toEqual([
      { subject: 'template', kind: 'changed', message: 'the template gives another XML' },
    ]);
    expect(planChanges({ ...side, spec: {} }, { ...side, xml: '<b/>' })[0]?.message).toMatch(/is not known$/);
  });

  it('no more than a hundred are told', () => {
    const oemStrings = Array.from({ length: 150 }, (_, i) => `text ${i}`);
    const all = changes({ smbios: { ...smbios, oemStrings } });
    expect(all).toHaveLength(100);
    expect(all.at(-1)?.message).toBe('and 53 more, see the domain XML');
  });
});

it('is never nothing when a part of the spec that is not implied by another differs, nor longer than a few lines', () => {
  const any = fc.constantFrom(
    ...Object.keys(domainCases).map(
      (name) => planCase(domainCases[name]?.machine ?? '', domainCases[name]?.policy ?? '').spec,
    ),
  );
  fc.assert(
    fc.property(any, any, (a, b) => {
      if (a === undefined || b === undefined) return;
      const all = planChanges(
        { spec: a, slots: [], xml: JSON.stringify(a) },
        { spec: b, slots: [], xml: JSON.stringify(b) },
      );
      expect(all.length === 0).toBe(JSON.stringify(a) === JSON.stringify(b));
      for (const { message } of all) expect(message.length).toBeLessThan(200);
    }),
  );
});

describe('the spec of an earlier start', () => {
  it.each(Object.entries(domainCases))('of %s is as it was stored', (_, { machine, policy }) => {
    const { spec } = planCase(machine, policy);
    expect(parseSpec(JSON.stringify(spec))).toEqual(spec);
  });
  it('lacks what is not understood of it, which is then not compared', () => {
    const { disks: _, ...rest } = base;
    const spec = parseSpec(JSON.stringify({ ...rest, cpu: { vcpus: 'many' }, extra: 1 }));
    expect(spec).not.toHaveProperty('cpu');
    expect(spec.nics).toEqual(base.nics);
    expect(messages({ memory: { mib: 49152, hugePageKiB: null } }, spec)).toEqual([
      'memory: memory 64 GiB → 48 GiB',
    ]);
  });
  it.each([undefined, '', '[]', 'null', '"x"'])('is empty where the text is %j', (text) => {
    expect(parseSpec(text)).toEqual({});
  });
});
