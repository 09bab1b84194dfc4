import { OperatorError } from '../engine/operator-error.ts';
import { type HugePageSizeKiB, sizeWords } from './huge-page-size.ts';

export const noHugePages = (sizeKiB: HugePageSizeKiB, node: number): OperatorError =>
  new OperatorError('host.no-huge-pages', `NUMA node ${node} has no huge pages of ${sizeWords(sizeKiB)}`, {
    hint:
      sizeKiB === 2048
        ? 'Choose guest.memory.hugePages: none in the policy'
        : 'Not every processor has pages of 1 GiB: choose guest.memory.hugePages: 2MiB in the policy',
  });

export const tooFewHugePages = (
  sizeKiB: HugePageSizeKiB,
  node: number,
  wanted: number,
  free: number,
): OperatorError =>
  new OperatorError(
    'host.too-few-huge-pages',
    `NUMA node ${node} gives ${free} huge pages of ${sizeWords(sizeKiB)}, and the guest needs ${wanted}`,
    {
      hint: 'Restart the box, since memory in one piece is most easily found right after a boot; or raise guest.memory.reserveMiB, or choose smaller pages',
    },
  );

export const unwritableHugePages = (cause: unknown): OperatorError =>
  new OperatorError('host.huge-pages-unwritable', 'The number of huge pages cannot be changed', {
    hint: 'See the log; with guest.memory.hugePages: none the guest needs none',
    cause,
  });
