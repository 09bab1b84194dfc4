import type { Change } from '../../../../contract/index.ts';
import type { CellSpec, CpuSpec } from '../../spec.ts';
import { changed, fromTo, short, without } from './words.ts';

/** `processors 8 → 6 (2 sockets → 1)`; with as many as before, how they are arranged; the model; on which of the box's they run. */
export function planCpuChanges(before: CpuSpec, after: CpuSpec): Change[] {
  return [...planCount(before, after), ...planModel(before, after), ...planPins(before, after)].map(
    (message) => changed('cpus', message),
  );
}

function planCount(before: CpuSpec, after: CpuSpec): string[] {
  const isSame = before.vcpus === after.vcpus;
  const parts = (['sockets', 'dies', 'cores', 'threads'] as const)
    // The cores of a socket follow from the number of processors, where that changes.
    .filter((part) => before[part] !== after[part] && (isSame || part !== 'cores'))
    .map((part) => `${before[part]} ${before[part] === 1 ? singular[part] : part} → ${after[part]}`);
  if (isSame) return parts.length === 0 ? [] : [`arrangement of the processors: ${parts.join(', ')}`];
  return [`processors ${before.vcpus} → ${after.vcpus}${parts.length === 0 ? '' : ` (${parts.join(', ')})`}`];
}

const singular = { sockets: 'socket', dies: 'die', cores: 'core', threads: 'thread' };

function planModel(before: CpuSpec, after: CpuSpec): string[] {
  const [was, is] = [toModel(before), toModel(after)];
  const gained = without(after.features, before.features).map((feature) => `+${short(feature)}`);
  const lost = without(before.features, after.features).map((feature) => `−${short(feature)}`);
  return [
    ...(was === is ? [] : [`model of the processors ${fromTo(was, is)}`]),
    ...(gained.length + lost.length === 0
      ? []
      : [`features of the processors ${[...gained, ...lost].slice(0, 8).join(' ')}`]),
  ];
}

const toModel = ({ mode, model }: CpuSpec): string => model ?? mode;

function planPins(before: CpuSpec, after: CpuSpec): string[] {
  const [was, is] = [before.pins.length > 0, after.pins.length > 0];
  if (was !== is)
    return [
      is
        ? 'the processors now stay on certain ones of the box'
        : 'the processors no longer stay on certain ones of the box',
    ];
  const pins = (cpu: CpuSpec): string => JSON.stringify([cpu.pins, cpu.emulatorCpuset]);
  // With another number of processors it goes without saying.
  return before.vcpus === after.vcpus && pins(before) !== pins(after)
    ? ['the processors stay on others of the box']
    : [];
}

/** The guest's NUMA nodes; none is one. `isSameSize`: its memory and processors are as many as before. */
export function planCellChanges(
  before: readonly CellSpec[],
  after: readonly CellSpec[],
  isSameSize: boolean,
): Change[] {
  const [was, is] = [Math.max(1, before.length), Math.max(1, after.length)];
  if (was !== is) return [changed('memory', `NUMA nodes ${was} → ${is}`)];
  const nodes = (cells: readonly CellSpec[]): string => JSON.stringify(cells.map(({ hostNode }) => hostNode));
  if (nodes(before) !== nodes(after))
    return [changed('memory', 'the memory comes from other NUMA nodes of the box')];
  return isSameSize ? [changed('memory', 'the NUMA nodes are laid out in another way')] : [];
}
