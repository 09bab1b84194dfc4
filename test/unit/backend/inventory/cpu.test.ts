import { describe, expect, it } from 'vitest';
import type { Files } from '../../../../src/backend/host/files.ts';
import { filesOf } from '../../../../src/backend/host/record/files-of.ts';
import { parseCpuDescription } from '../../../../src/backend/inventory/parse-cpu.ts';
import { readCpu } from '../../../../src/backend/inventory/read-cpu.ts';
import { readNumaNodes } from '../../../../src/backend/inventory/read-numa-nodes.ts';
import { known, unknown } from '../../../../src/contract/index.ts';
import { cpus } from '../../../support/machine/cpus.ts';
import { type MachineFiles, unreadable } from '../../../support/machine/entries.ts';
import { memory } from '../../../support/machine/memory.ts';

async function readTree(tree: MachineFiles) {
  const machine = filesOf({ version: 1, files: tree, commands: [] });
  const paths: string[] = [];
  const files: Files = {
    ...machine,
    readText: (path, limit) => {
      paths.push(path);
      return machine.readText(path, limit);
    },
  };
  const cpu = await readCpu(files, (await readNumaNodes(machine)).nodes);
  return { cpu, paths };
}

const at = (cpu: number, packageId: string, coreId: string): MachineFiles => ({
  [`/sys/devices/system/cpu/cpu${cpu}/topology/physical_package_id`]: `${packageId}\n`,
  [`/sys/devices/system/cpu/cpu${cpu}/topology/core_id`]: `${coreId}\n`,
});

describe('/proc/cpuinfo', () => {
  const block = (cpu: number, place: string) =>
    `processor\t: ${cpu}\nvendor_id\t: GenuineIntel\nmodel name\t: A : B\nmicrocode\t: 0x2b\n${place}flags\t\t: fpu vmx\n`;

  it('tells what the first processor is, and where each sits', () => {
    const text = [
      block(0, 'physical id\t: 0\ncore id\t\t: 4\n'),
      block(300, 'physical id\t: 1\ncore id\t\t: 4\n'),
    ].join('\n');
    expect(parseCpuDescription(text)).toEqual({
      vendor: 'GenuineIntel',
      model: 'A : B',
      microcode: '0x2b',
      flags: ['fpu', 'vmx'],
      places: new Map([
        [0, { packageId: 0, coreId: 4 }],
        [300, { packageId: 1, coreId: 4 }],
      ]),
    });
  });

  it('places none that lacks a word of it', () => {
    const places = (place: string) => parseCpuDescription(block(0, place))?.places.size;
    expect(
      ['', 'core id\t\t: 0\n', 'physical id\t: 0\n', 'physical id\t: 0\ncore id\t\t: -1\n'].map(places),
    ).toEqual([0, 0, 0, 0]);
    expect(parseCpuDescription('')).toBeUndefined();
  });

  it('does not lend the package of one processor to the next', () => {
    const text = `${block(0, 'physical id\t: 3\ncore id\t\t: 0\n')}\n${block(1, 'core id\t\t: 1\n')}`;
    expect([...(parseCpuDescription(text)?.places.keys() ?? [])]).toEqual([0]);
  });
});

describe('processors', () => {
  it('cost one file for 256 of them, and know their nodes', async () => {
    const { cpu, paths } = await readTree({
      ...cpus(2, 64, 2, 'Big', 'svm', '0xa0011d1'),
      ...memory(2_000_000_000, [
        { totalKiB: 1_000_000_000, cpus: '0-63,128-191' },
        { totalKiB: 1_000_000_000, cpus: '64-127,192-255' },
      ]),
    });
    expect(paths).toEqual(['/sys/devices/system/cpu/online', '/proc/cpuinfo']);
    expect(cpu).toMatchObject({
      online: known(256),
      sockets: known(2),
      cores: known(128),
      threadsPerCore: known(2),
      microcode: known('0xa0011d1'),
      flags: known(['fpu', 'sse2', 'svm']),
      virtualisation: known('svm'),
    });
    expect(cpu.processors).toHaveLength(256);
    expect(cpu.processors[255]).toEqual({ id: 255, socket: 1, core: 63, node: 1 });
  });

  it('that are offline are left out, and leave holes', async () => {
    const all = cpus(1, 4, 2, 'Some', 'vmx');
    const online = (all['/proc/cpuinfo'] as string)
      .split('\n\n')
      .filter((block) => /processor\t: [0267]\n/.test(block))
      .join('\n\n');
    const { cpu } = await readTree({
      ...all,
      '/sys/devices/system/cpu/online': '0,2,6-7\n',
      '/proc/cpuinfo': online,
    });
    expect(cpu.processors.map(({ id, core }) => [id, core])).toEqual([
      [0, 0],
      [2, 2],
      [6, 2],
      [7, 3],
    ]);
    expect([cpu.online, cpu.cores, cpu.threadsPerCore]).toEqual([known(4), known(3), known(2)]);
  });

  it('are found in sysfs where cpuinfo does not place them', async () => {
    const { cpu } = await readTree({
      '/sys/devices/system/cpu/online': '0-1\n',
      '/proc/cpuinfo': 'processor\t: 0\nBogoMIPS\t: 50.00\nFeatures\t: fp asimd\n\nprocessor\t: 1\n',
      ...at(0, '-1', '0'),
      ...at(1, '-1', '1'),
    });
    expect(cpu.processors).toEqual([
      { id: 0, socket: 0, core: 0, node: 0 },
      { id: 1, socket: 0, core: 1, node: 0 },
    ]);
    expect([cpu.sockets, cpu.cores]).toEqual([known(1), known(2)]);
    expect([cpu.flags, cpu.virtualisation, cpu.microcode]).toEqual(
      Array(3).fill(unknown('the processor does not say')),
    );
  });

  it('are not half known: one that is nowhere leaves the topology unknown', async () => {
    const { cpu } = await readTree({
      '/sys/devices/system/cpu/online': '0-1\n',
      '/proc/cpuinfo': unreadable('EIO'),
      ...at(0, '0', '0'),
    });
    expect(cpu.online).toEqual(known(2));
    expect(cpu.processors).toEqual([]);
    expect([cpu.sockets, cpu.cores, cpu.threadsPerCore]).toEqual(
      Array(3).fill(unknown('the kernel does not say where every processor is')),
    );
  });
});
