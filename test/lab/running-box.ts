import { LabError } from './driver/errors.ts';
import { makeRunningBox } from './support/running-box.ts';

/** Boots the box that the stories go on from, if there is none yet; `npm test` has it done while other tests run. */
try {
  console.log(await makeRunningBox());
} catch (error) {
  console.error(error instanceof LabError ? error.message : error);
  process.exitCode = 1;
}
