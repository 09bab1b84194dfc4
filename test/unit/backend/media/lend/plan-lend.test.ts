import { expect, test } from 'vitest';
import { toPath } from '../../../../../src/backend/media/lend/lender.ts';
import { parseLent } from '../../../../../src/backend/media/lend/parse-lent.ts';
import { planLend, planOptions } from '../../../../../src/backend/media/lend/plan-lend.ts';

const found = [
  { partition: 1, type: 'ext4' },
  { partition: 2, type: 'vfat' },
  { partition: 3, type: 'exfat' },
];

test.each([
  [undefined, { ok: true, partition: 2, type: 'vfat' }],
  [3, { ok: true, partition: 3, type: 'exfat' }],
  [1, { ok: false, why: expect.stringContaining('does not mount ext4, which is on partition 1') }],
  [0, { ok: false, why: 'There is no file system on the whole disk' }],
  [9, { ok: false, why: 'There is no file system on partition 9' }],
])('of partition %s', (partition, plan) => {
  expect(planLend(found, partition)).toEqual(plan);
});

test('of what must be written to, discs and their partitions are passed over', () => {
  const hybrid = [
    { partition: 0, type: 'iso9660' },
    { partition: 2, type: 'vfat' },
  ];
  expect(planLend(hybrid, undefined)).toMatchObject({ partition: 0, type: 'iso9660' });
  expect(planLend(hybrid, undefined, true)).toMatchObject({ partition: 2, type: 'vfat' });
  expect(planLend(hybrid, 0, true)).toEqual({
    ok: false,
    why: 'The host does not write to iso9660, which is on the whole disk: only vfat, exfat',
  });
});

test('what a disk says of its file system is plain and short', () => {
  const plan = planLend([{ partition: 0, type: `\u001b[2J${'x'.repeat(10_000)}` }], undefined);
  expect(plan.ok).toBe(false);
  if (!plan.ok) expect([plan.why.includes('\u001b'), plan.why.length < 150]).toEqual([false, true]);
});

test('a file system is mounted so that nothing of it is run, opened as a device or followed', () => {
  for (const type of ['vfat', 'exfat', 'udf', 'iso9660'] as const)
    for (const write of [true, false])
      expect(planOptions(type, { write })).toMatch(/^r[ow],nosuid,nodev,noexec,nosymfollow,/);
  expect(planOptions('vfat', { write: true })).toMatch(/^rw,.*umask=0077/);
  expect(planOptions('iso9660', { write: true })).toMatch(/^ro,/);
});

test('what is lent is told by the mounts of the kernel, and by nothing else', () => {
  const lent = parseLent(
    [
      '36 28 8:17 / /run/bezel-lent/1-2.3-0-17 ro,nosuid shared:7 - vfat /dev/sdb1 ro',
      '37 28 8:33 / /run/bezel-lentil/x rw - vfat /dev/sdc1 rw',
      '38 28 8:49 / /mnt/run/bezel-lent/x rw - vfat /dev/sdd1 rw',
      'nonsense',
    ].join('\n'),
  );
  expect([...lent]).toEqual([
    ['8:17', { path: toPath('ua-medium-1-2_3-0-17'), type: 'vfat', readOnly: true }],
  ]);
});
