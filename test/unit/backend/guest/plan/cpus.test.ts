import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePolicy } from '../../../../../src/backend/config/parse-policy.ts';
import type { GuestPolicy } from '../../../../../src/backend/config/policy/policy.ts';
import { planCpus } from '../../../../../src/backend/guest/plan/plan-cpus.ts';
import { toRanges } from '../../../../../src/backend/guest/plan/plan-list.ts';
import { highestApicId, mirrorTopology } from '../../../../../src/backend/guest/plan/plan-topology.ts';
import { known, type Processor } from '../../../../../src/contract/index.ts';
import { anyProcessors, machineOf, processorsOf } from '../../../../support/any-machine.ts';

function policy(cpus: string, rest = ''): GuestPolicy {
  const parsed = parsePolicy(
    `version: 1\nguest: {cpus: {${cpus}}, ${rest} disks: [{target: vda, source: /dev/x}]}`,
    'f',
  );
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.policy.guest;
}
const plan = (processors: Processor[], cpus = '', rest = '') =>
  planCpus(machineOf({ processors }).cpu, policy(cpus, rest));
const shape = ({ cpu }: ReturnType<typeof plan>) => [
  cpu.vcpus,
  cpu.sockets,
  cpu.dies,
  cpu.cores,
  cpu.threads,
];

describe('the topology', () => {
  it("is the box's own", () => {
    expect(shape(plan(processorsOf(2, 16, 2)))).toEqual([64, 2, 1, 16, 2]);
    expect(shape(plan(processorsOf(1, 1, 1)))).toEqual([1, 1, 1, 1, 1]);
  });
  it('of whole cores without those that are reserved is still regular', () => {
    expect(shape(plan(processorsOf(1, 8, 2), 'reserve: 2'))).toEqual([14, 1, 1, 7, 2]);
  });
  it('keeps the number of sockets when the cores divide evenly', () => {
    expect(shape(plan(processorsOf(2, 8, 2), 'reserve: 4'))).toEqual([28, 2, 1, 7, 2]);
    expect(shape(plan(processorsOf(2, 8, 2), 'reserve: 2'))).toEqual([30, 1, 1, 15, 2]);
  });
  it('has one thread a core when cores differ', () => {
    const hybrid = [
      ...processorsOf(1, 4, 2),
      ...Array.from({ length: 4 }, (_, n) => ({ id: 8 + n, socket: 0, core: 100 + n, node: 0 })),
    ];
    expect(shape(plan(hybrid))).toEqual([12, 1, 1, 12, 1]);
    expect(shape(plan(processorsOf(1, 4, 2), 'reserve: 1'))).toEqual([7, 1, 1, 7, 1]);
  });
  it('is flat where the policy says so, and where the kernel does not tell', () => {
    expect(shape(plan(processorsOf(2, 4, 2), 'topology: flat'))).toEqual([16, 1, 1, 16, 1]);
    const silent = machineOf({ processors: [] }).cpu;
    const { cpu, problems } = planCpus({ ...silent, online: known(6) }, policy('reserve: 1, pinning: cores'));
    expect([cpu.vcpus, cpu.cores, cpu.pins]).toEqual([5, 5, []]);
    expect(problems.map(({ code }) => code)).toEqual(['guest.not-pinned']);
  });
  it('counts exactly the processors that the guest gets', () => {
    const cpus = fc.record({
      reserve: fc.nat(600),
      max: fc.option(fc.integer({ min: 1, max: 600 }), { nil: undefined }),
      topology: fc.constantFrom('mirror' as const, 'flat' as const),
    });
    const kinds = fc.constantFrom('kvm' as const, 'tcg' as const);
    fc.assert(
      fc.property(anyProcessors, cpus, kinds, (processors, some, accelerator) => {
        const base = policy('');
        const given = plan2(processors, { ...base, accelerator, cpus: { ...base.cpus, ...some } });
        const { vcpus, sockets, dies, cores, threads } = given.cpu;
        expect(sockets * dies * cores * threads).toBe(vcpus);
        expect(vcpus).toBeGreaterThanOrEqual(1);
        expect(vcpus).toBeLessThanOrEqual(Math.min(some.max ?? vcpus, Math.max(1, processors.length)));
        expect(new Set(given.hosts.map(({ id }) => id)).size).toBe(given.hosts.length);
        const apic = highestApicId({ sockets, dies, cores, threads });
        expect(given.iommu).toBe(accelerator === 'kvm' && apic > 254);
        if (accelerator === 'tcg') expect(apic).toBeLessThanOrEqual(254);
      }),
    );
  });
});
const plan2 = (processors: Processor[], guest: GuestPolicy) => planCpus(machineOf({ processors }).cpu, guest);

describe('the processors', () => {
  it('that the host keeps are whole cores from the lowest', () => {
    const { cpu, hosts } = plan(processorsOf(2, 4, 2), 'reserve: 4, pinning: cores');
    expect(cpu.emulatorCpuset).toBe('0-1,8-9');
    expect(hosts.map(({ id }) => id)).toEqual([2, 10, 3, 11, 4, 12, 5, 13, 6, 14, 7, 15]);
  });
  it('are pinned so that threads of a core are threads of a core', () => {
    const { cpu } = plan(processorsOf(1, 2, 2), 'pinning: cores');
    expect(cpu.pins).toEqual([
      { vcpu: 0, cpuset: '0' },
      { vcpu: 1, cpuset: '2' },
      { vcpu: 2, cpuset: '1' },
      { vcpu: 3, cpuset: '3' },
    ]);
    expect(cpu.emulatorCpuset).toBe('0-3');
  });
  it('come from as few sockets as they can', () => {
    const { hosts } = plan(processorsOf(2, 4, 2), 'max: 8');
    expect(new Set(hosts.map(({ socket }) => socket))).toEqual(new Set([0]));
  });
  it('are one at least', () => {
    expect(shape(plan(processorsOf(1, 2, 1), 'reserve: 8'))).toEqual([1, 1, 1, 1, 1]);
  });
  it('need an IOMMU from the APIC id 255 on, which comes before the number of processors does', () => {
    expect(plan(processorsOf(1, 255, 1)).iommu).toBe(false);
    expect(plan(processorsOf(2, 64, 2)).iommu).toBe(true);
    expect(plan(processorsOf(3, 65, 1)).iommu).toBe(true);
    expect(highestApicId(mirrorTopology(processorsOf(3, 65, 1)))).toBe(320);
  });
  it('are no more than the machine and KVM can have', () => {
    const many = processorsOf(8, 128, 2);
    expect(plan(many).cpu.vcpus).toBe(1024);
    expect(plan(many, '', 'machine: pc-q35-7.2,').cpu.vcpus).toBe(288);
    expect(plan(many, '', 'machine: pc-q35-8.1,').cpu.vcpus).toBe(1024);
    expect(plan(many, '', 'accelerator: tcg,').cpu.vcpus).toBe(255);
  });
});

describe('the model', () => {
  const model = (cpus: string, rest = '') => {
    const { mode, model: name } = plan(processorsOf(1, 2, 2), cpus, rest).cpu;
    return [mode, name];
  };
  it('is the one of the policy, or what can be emulated', () => {
    expect(model('')).toEqual(['host-passthrough', null]);
    expect(model('model: host-model')).toEqual(['host-model', null]);
    expect(model('model: EPYC-Rome')).toEqual(['custom', 'EPYC-Rome']);
    expect(model('model: EPYC-Rome', 'accelerator: tcg,')).toEqual(['maximum', null]);
  });
  it('of AMD shows threads only with topoext', () => {
    const amd = (processors: Processor[]) => {
      const box = machineOf({ processors }).cpu;
      const cpu = { ...box, vendor: known('AuthenticAMD'), flags: known(['svm', 'topoext']) };
      return planCpus(cpu, policy('')).cpu.features;
    };
    expect(amd(processorsOf(1, 4, 2))).toEqual(['topoext']);
    expect(amd(processorsOf(1, 4, 1))).toEqual([]);
  });
});

describe('a list of numbers', () => {
  it('is written as the kernel writes it', () => {
    expect(toRanges([])).toBe('');
    expect(toRanges([8, 3, 1, 2, 0, 3])).toBe('0-3,8');
  });
});
