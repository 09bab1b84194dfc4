import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePolicy } from '../../../../src/backend/config/parse-policy.ts';
import { planMac, planMacFromText } from '../../../../src/backend/engine/nic-addresses.ts';
import type { Identity } from '../../../../src/backend/guest/identity.ts';
import { planGuest } from '../../../../src/backend/guest/plan.ts';
import { type Inventory, known, unknown } from '../../../../src/contract/index.ts';
import { anyMachine, bareNic, machineOf, nicAt } from '../../../support/any-machine.ts';
import { planCase } from '../../../support/domain-cases.ts';
import { readMachineInventory } from '../../../support/machine-inventory.ts';

const disks = '\n  disks: [{target: vda, source: /dev/bezel/guest-system}]';

function policyOf(guest: string) {
  const parsed = parsePolicy(
    `version: 1\nguest: {${guest === '' ? '' : `${guest}, `}disks: [{target: vda, source: /dev/x}]}`,
    'f',
  );
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.policy;
}
const planOn = (machine: Inventory, policy: ReturnType<typeof policyOf>, identity?: Identity) =>
  planGuest(machine, policy, {
    identity,
    madeUuid: 'f0f0f0f0-1111-4222-8333-444444444444',
    serialLog: '/log',
    ownNetwork: true,
    ownMedia: true,
    sources: [{ exists: true, realPath: '/dev/x' }],
  });

describe("the guest's hardware addresses", () => {
  it("look like the box's and are locally administered", () => {
    expect(planMac('3c:ec:ef:00:00:10', new Set(['3c:ec:ef:00:00:10']))).toBe('3e:ec:ef:00:00:10');
    expect(planMac('52:54:00:00:00:01', new Set(['52:54:00:00:00:01']))).toBe('56:54:00:00:00:01');
  });
  it('are made of the place of a NIC that does not tell its own', () => {
    expect(planMacFromText('0000:03:00.0 eth1')).toBe(planMacFromText('0000:03:00.0 eth1'));
    expect(planMacFromText('0000:03:00.0 eth1')).not.toBe(planMacFromText('0000:04:00.0 eth1'));
    expect(planMacFromText('')).toMatch(/^02(:[0-9a-f]{2}){5}$/);
  });
});

describe('the plan', () => {
  it('refuses a box without KVM and with too little memory, and says both with numbers', () => {
    const { spec, problems } = planCase('bare', `version: 1\nguest:${disks}`);
    expect(spec).toBeUndefined();
    expect(problems.map(({ code, severity }) => [code, severity])).toEqual([
      ['guest.no-kvm', 'error'],
      ['guest.too-little-memory', 'error'],
      ['guest.no-nic', 'warning'],
      ['guest.smbios-value', 'warning'],
      ['guest.smbios-value', 'warning'],
    ]);
    expect(problems[1]?.message).toBe(
      'The guest would get 0 MiB of memory and needs 256: the box has 976 MiB, of which the host keeps 1073 MiB',
    );
  });

  it('goes without KVM where the policy says so', () => {
    const { spec } = planCase(
      'bare',
      `version: 1\nguest:\n  accelerator: tcg\n  memory: {reserveMiB: 100, reserveShare: 0}${disks}`,
    );
    expect(spec?.memory.mib).toBe(876);
  });

  it('refuses a disk that is not there, and the one that the box runs from', () => {
    const parsed = parsePolicy(
      'version: 1\nguest:\n  disks: [{target: vda, source: /dev/x}, {target: vdb, source: /dev/y}]',
      'f',
    );
    if (!parsed.ok) throw new Error('the policy is wrong');
    const { problems } = planGuest(readMachineInventory('small'), parsed.policy, {
      madeUuid: '',
      serialLog: '',
      ownNetwork: true,
      ownMedia: true,
      sources: [{ exists: false }, { exists: true, realPath: '/dev/vda1' }],
    });
    expect(problems.map(({ code }) => code)).toEqual(['guest.disk-missing', 'guest.disk-is-boot-disk']);
  });

  it('refuses a box without the TPM that the guest is to have, and takes the newer of two', () => {
    const policy = policyOf('tpm: passthrough');
    expect(planOn(machineOf({ nics: [bareNic('a')] }), policy).problems).toEqual([
      {
        code: 'guest.no-tpm',
        severity: 'error',
        message: 'The box has no TPM that the guest could have',
        hint: "Switch the TPM on in the box's firmware set-up, or set guest.tpm to emulated",
      },
    ]);
    const tpm = (name: string, version: string) => ({
      name,
      version: known(version),
      description: unknown(),
      problems: [],
    });
    const on = (...tpms: ReturnType<typeof tpm>[]) => planOn({ ...machineOf({}), tpms }, policy).spec?.tpm;
    expect(on(tpm('tpm0', '1.2'), tpm('tpm1', '2.0'))).toEqual({
      kind: 'passthrough',
      model: 'tpm-crb',
      device: '/dev/tpm1',
    });
    expect(on(tpm('tpm0', '1.2'))?.model).toBe('tpm-tis');
  });

  it('refuses more emulated NICs than the firmware can start with', () => {
    const nics = Array.from({ length: 13 }, (_, n) => bareNic(`eth${n}`));
    const plan = (firmware: string) => {
      const policy = policyOf(`firmware: ${firmware}`);
      return planOn(machineOf({ nics }), { ...policy, network: { ...policy.network, model: 'e1000e' } });
    };
    expect(plan('bios').problems.map(({ code, message }) => [code, message])).toEqual([
      [
        'guest.too-many-emulated-nics',
        "The guest would have 13 NICs that are not virtio's, and its firmware starts with 12 at most",
      ],
    ]);
    expect(plan('uefi').problems).toEqual([]);
  });

  it('keeps the root port of a NIC that is gone', () => {
    const [a, b] = [
      nicAt('a', '3c:ec:ef:00:00:0a', '0000:01:00.0'),
      nicAt('b', '3c:ec:ef:00:00:0b', '0000:02:00.0'),
    ];
    const policy = policyOf('');
    const first = planOn(machineOf({ nics: [a, b] }), policy);
    const second = planOn(machineOf({ nics: [b] }), policy, first.identity);
    expect(second.spec?.rootPorts).toEqual(first.spec?.rootPorts);
    expect(second.spec?.nics).toEqual(first.spec?.nics.slice(1));
  });

  it('is plain data that can be stored, and the same each time', () => {
    const { spec } = planOn(machineOf({}), policyOf('firmware: uefi-secure, tpm: emulated, os: windows'));
    expect(JSON.parse(JSON.stringify(spec))).toEqual(spec);
  });
});

describe('on any machine', () => {
  const wanted = fc.constantFrom(
    '',
    'memory: {hugePages: 2MiB}',
    'memory: {hugePages: 1GiB, reserveMiB: 0, reserveShare: 0}',
    'cpus: {pinning: cores, reserve: 2}',
    'cpus: {topology: flat}, numa: none',
    'accelerator: tcg',
  );
  it('the guest never gets more than the box can give, and no two of its devices one place', () => {
    fc.assert(
      fc.property(anyMachine, wanted, (machine, text) => {
        const policy = policyOf(text);
        const { spec, identity, problems } = planOn(machine, policy);
        if (spec === undefined || identity === undefined) {
          expect(problems.map(({ code }) => code)).toContain('guest.too-little-memory');
          return;
        }
        const total = machine.memory.totalMiB.state === 'known' ? machine.memory.totalMiB.value : 0;
        const { reserveMiB, reserveShare, reserveMaxMiB } = policy.guest.memory;
        const reserve = Math.min(reserveMiB + reserveShare * total, reserveMaxMiB);
        expect(spec.memory.mib).toBeLessThanOrEqual(total - reserve);
        for (const { hostNode, memoryMiB } of spec.cells) {
          const node = machine.memory.numaNodes.find(({ id }) => id === hostNode)?.totalMiB;
          expect(memoryMiB).toBeLessThanOrEqual(node?.state === 'known' ? node.value : 0);
        }
        const { vcpus, sockets, dies, cores, threads } = spec.cpu;
        expect(sockets * dies * cores * threads).toBe(vcpus);
        const addresses = [
          ...spec.rootPorts,
          ...spec.nics.map(({ pci }) => pci),
          ...spec.disks.flatMap(({ pci }) => pci ?? []),
        ];
        const places = addresses.map((address) => `${address.bus}:${address.slot}.${address.function}`);
        expect(new Set([...places, ...singles]).size).toBe(places.length + singles.length);
        const buses = new Set(spec.rootPorts.map(({ index }) => index));
        for (const { pci } of spec.nics) expect(buses).toContain(Number(pci.bus));
        expect(new Set(spec.nics.map(({ mac }) => mac)).size).toBe(spec.nics.length);
        expect(new Set(spec.nics.map(({ nic }) => nic)).size).toBe(Math.min(64, machine.nics.length));
        expect(planOn(machine, policy)).toEqual({ spec, identity, problems });
        expect(planOn(machine, policy, identity).spec).toEqual(spec);
      }),
      { numRuns: 200 },
    );
  });
  /** What the template itself gives a place on bus 0. */
  const singles = ['01', '0c', '10', '11', '12', '13', '14', '1f'].map((slot) => `0x00:0x${slot}.0x0`);
});
