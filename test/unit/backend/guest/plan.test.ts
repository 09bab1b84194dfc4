import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePolicy } from '../../../../src/backend/config/parse-policy.ts';
import { planGuest } from '../../../../src/backend/guest/plan.ts';
import { planCpus } from '../../../../src/backend/guest/plan-cpus.ts';
import { planMac, planMacFromText } from '../../../../src/backend/guest/plan-mac.ts';
import { planMemory } from '../../../../src/backend/guest/plan-memory.ts';
import { planNics } from '../../../../src/backend/guest/plan-nics.ts';
import { planSmbios } from '../../../../src/backend/guest/plan-smbios.ts';
import { known, type Nic, unknown } from '../../../../src/contract/index.ts';
import { planCase, readMachineInventory } from '../../../support/domain-cases.ts';

const mac = fc
  .uint8Array({ minLength: 6, maxLength: 6 })
  .map((bytes) => [...bytes].map((b) => b.toString(16).padStart(2, '0')).join(':'));
const disks = '\n  disks: [{target: vda, source: /dev/bezel/guest-system}]';

describe('the memory', () => {
  it('is what the reserve leaves, in steps of 2 MiB', () => {
    expect(
      planMemory(4096, {
        reserveMiB: 1024,
        reserveShare: 0.05,
        reserveMaxMiB: 1 << 24,
        hugePages: 'none',
        minMiB: 256,
      }),
    ).toBe(2866);
    expect(
      planMemory(4096, {
        reserveMiB: 1024,
        reserveShare: 0.05,
        reserveMaxMiB: 1 << 24,
        hugePages: 'none',
        minMiB: 256,
        maxMiB: 1001,
      }),
    ).toBe(1000);
    expect(
      planMemory(512, {
        reserveMiB: 1024,
        reserveShare: 0.05,
        reserveMaxMiB: 1 << 24,
        hugePages: 'none',
        minMiB: 256,
      }),
    ).toBe(0);
  });
  it('never takes from the reserve, never exceeds the limit, and is even', () => {
    const policy = fc.record({
      reserveMiB: fc.nat(1 << 20),
      reserveMaxMiB: fc.constant(1 << 24),
      hugePages: fc.constant('none' as const),
      reserveShare: fc.double({ min: 0, max: 0.9, noNaN: true }),
      minMiB: fc.constant(64),
      maxMiB: fc.integer({ min: 64, max: 1 << 24 }),
    });
    fc.assert(
      fc.property(fc.nat(1 << 24), policy, (total, memory) => {
        const given = planMemory(total, memory);
        expect(given).toBeGreaterThanOrEqual(0);
        expect(given).toBeLessThanOrEqual(
          Math.max(0, total - memory.reserveMiB - memory.reserveShare * total),
        );
        expect(given).toBeLessThanOrEqual(memory.maxMiB);
        expect(given % 2).toBe(0);
      }),
    );
  });
});

const shape = { topology: 'mirror', pinning: 'none', model: 'host-passthrough' } as const;

describe('the processors', () => {
  it('are never more than the box has, never less than one', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 4096 }),
        fc.nat(4096),
        fc.option(fc.integer({ min: 1, max: 4096 }), { nil: undefined }),
        (online, reserve, max) => {
          const given = planCpus(online, { ...shape, reserve, max });
          expect(given).toBeGreaterThanOrEqual(1);
          expect(given).toBeLessThanOrEqual(Math.min(online, max ?? 255, 255));
        },
      ),
    );
  });
});

describe("the guest's hardware addresses", () => {
  it("look like the box's and are locally administered", () => {
    expect(planMac('3c:ec:ef:00:00:10', new Set(['3c:ec:ef:00:00:10']))).toBe('3e:ec:ef:00:00:10');
    expect(planMac('52:54:00:00:00:01', new Set(['52:54:00:00:00:01']))).toBe('56:54:00:00:00:01');
  });
  it("are never a group's, never one of the box's, never the same twice", () => {
    fc.assert(
      fc.property(fc.uniqueArray(mac, { maxLength: 12 }), (macs) => {
        const nics = macs.map(
          (own, index): Nic => ({ ...bareNic(`eth${index}`), mac: known(own), permanentMac: known(own) }),
        );
        const given = planNics(nics).map((nic) => nic.mac);
        expect(new Set([...given, ...macs]).size).toBe(2 * macs.length);
        for (const address of given) expect(Number.parseInt(address.slice(0, 2), 16) & 3).toBe(2);
      }),
    );
  });
  it('are made of the place of a NIC that does not tell its own', () => {
    expect(planMacFromText('0000:03:00.0 eth1')).toBe(planMacFromText('0000:03:00.0 eth1'));
    expect(planMacFromText('0000:03:00.0 eth1')).not.toBe(planMacFromText('0000:04:00.0 eth1'));
    expect(planMacFromText('')).toMatch(/^02(:[0-9a-f]{2}){5}$/);
  });
  it('stay when a NIC is added', () => {
    const nic = (name: string, own: string): Nic => ({
      ...bareNic(name),
      mac: known(own),
      permanentMac: known(own),
    });
    const before = planNics([nic('a', '00:11:22:33:44:55')]);
    const after = planNics([nic('b', '00:11:22:33:44:00'), nic('a', '00:11:22:33:44:55')]);
    expect(after[1]?.mac).toBe(before[0]?.mac);
  });
});

function bareNic(name: string): Nic {
  const none = unknown();
  return {
    name,
    mac: none,
    permanentMac: none,
    driver: none,
    path: none,
    firmware: none,
    port: none,
    physicalPortId: none,
    model: none,
    duplex: none,
    node: none,
    carrier: none,
    speedMbps: none,
    mtu: none,
    problems: [],
  };
}

describe('the identity', () => {
  it('leaves out what libvirt would refuse the whole domain for', () => {
    const entries = (date: string, release: string) =>
      planSmbios({
        bios: { date: known(date), release: known(release) },
        system: {},
        baseBoard: {},
        chassis: {},
        otherBaseBoards: [],
        otherChassis: [],
        oemStrings: [],
      }).bios;
    expect(entries('08/15/2024', '2.7').map(({ name }) => name)).toEqual(['date', 'release']);
    expect(entries('2024-08-15', '1.300')).toEqual([]);
    expect(entries('13/01/2024', '1')).toEqual([]);
    expect(entries('02/30/24', 'a.b').map(({ name }) => name)).toEqual(['date']);
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
    ]);
    expect(problems[1]?.message).toBe(
      'The guest would get 0 MiB of memory and needs 256: the box has 976 MiB, of which the host keeps 1024 MiB and 5 %',
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
    const { problems } = planGuest(readMachineInventory('two-sockets'), parsed.policy, {
      fallbackUuid: '',
      serialLog: '',
      sources: [{ exists: false }, { exists: true, realPath: '/dev/nvme0n1p2' }],
    });
    expect(problems.map(({ code }) => code)).toEqual(['guest.disk-missing', 'guest.disk-is-boot-disk']);
  });
});
