import { expect, test } from 'vitest';
import { areHalted } from '../../../lab/driver/suspend.ts';

const registers = (halted: number) =>
  `CPU#0\nRAX=0000000000000000 RBX=ffffffff8280a940\nRIP=ffffffff81c0e0cf RFL=00000246 [---Z-P-] CPL=0 II=0 A20=1 SMM=0 HLT=${halted}\n`;

test('processors are at rest when all are halted', () => {
  expect(areHalted(registers(1))).toBe(true);
  expect(areHalted(registers(1) + registers(1))).toBe(true);
  expect(areHalted(registers(1) + registers(0))).toBe(false);
  expect(areHalted('')).toBe(false);
});
