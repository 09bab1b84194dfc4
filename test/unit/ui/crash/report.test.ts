import { expect, test } from 'vitest';
import { renderCrashReport } from '../../../../src/ui/crash/report.ts';

const facts = {
  program: 'bezel-console',
  version: '0.1.0',
  seat: 'tty1',
  term: 'linux',
  size: '80x24',
  uptimeSeconds: 3.4,
  memoryMiB: 70,
};

test('a crash report says what crashed where, with every cause', () => {
  const error = new TypeError('x is not a function', { cause: new Error('because of this') });
  const report = renderCrashReport(error, facts);
  expect(report).toMatch(
    /^bezel-console 0\.1\.0 has crashed on seat tty1 \(terminal linux, 80x24\) after 3 s, using 70 MiB\n/,
  );
  expect(report).toContain('TypeError: x is not a function');
  expect(report).toContain('caused by:\nError: because of this');
  expect(report.endsWith('\n')).toBe(true);
});

test('a crash report can be made of anything that is thrown', () => {
  expect(renderCrashReport('just text', facts)).toContain('\njust text\n');
  const loop = new Error('loop');
  loop.cause = loop;
  expect(renderCrashReport(loop, facts).match(/caused by/g)?.length).toBeLessThan(10);
});
