import { writeFileSync } from 'node:fs';
import type { Reporter, TestCase, TestModule } from 'vitest/node';
import type { Remark, Tally } from './tally.ts';
import { toPlainLine } from './text.mjs';

type Problem = { message: string };
type Module = Pick<TestModule, 'children' | 'errors' | 'relativeModuleId'>;

/** A reporter of vitest's that writes a Tally as JSON to the file that the environment's BEZEL_TALLY names. */
export default class TallyReporter implements Reporter {
  onTestRunEnd(modules: readonly Module[], unhandled: readonly Problem[]): void {
    const file = process.env.BEZEL_TALLY;
    if (file !== undefined) writeFileSync(file, JSON.stringify(toTally(modules, unhandled)));
  }
}

/** What a run came to. A file or group whose own set-up failed counts as a failure, and so do the tests in it. */
export function toTally(modules: readonly Module[], unhandled: readonly Problem[]): Tally {
  const tests = modules.flatMap((module) => [...module.children.allTests()]);
  const groups = modules.flatMap((module) => [
    { name: module.relativeModuleId, errors: module.errors() },
    ...[...module.children.allSuites()].map((suite) => ({ name: suite.fullName, errors: suite.errors() })),
  ]);
  const failed = [
    ...unhandled.map((error) => ({ name: 'outside any test', reason: toReason([error]) })),
    ...groups
      .filter(({ errors }) => errors.length > 0)
      .map(({ name, errors }) => ({ name, reason: toReason(errors) })),
    ...tests.flatMap(toFailure),
  ];
  return {
    passed: tests.filter((test) => test.result().state === 'passed').length,
    failed,
    skipped: tests.filter(isSkippedOnPurpose).map(toSkip),
  };
}

function toFailure(test: TestCase): Remark[] {
  const { state, errors } = test.result();
  if (state === 'passed' || isSkippedOnPurpose(test)) return [];
  return [{ name: test.fullName, reason: errors ? toReason(errors) : "it didn't run" }];
}

/** Tests also end as `skipped` when what should have set them up failed: those never asked for it. */
function isSkippedOnPurpose(test: TestCase): boolean {
  const result = test.result();
  return result.state === 'skipped' && (result.note !== undefined || test.options.mode !== 'run');
}

function toSkip(test: TestCase): Remark {
  const result = test.result();
  const note = result.state === 'skipped' ? result.note : undefined;
  return { name: test.fullName, reason: note ?? 'no reason given' };
}

function toReason(errors: readonly Problem[]): string {
  return toPlainLine(errors[0]?.message.split('\n')[0] ?? 'no message');
}
