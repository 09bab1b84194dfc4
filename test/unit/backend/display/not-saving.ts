import type { ScreenshotOptions } from '../../../../src/backend/display/screenshot/slice.ts';

const no = () => {
  throw new Error('nothing is to be saved');
};

/** For tests of pictures that nobody saves. */
export const notSaving: ScreenshotOptions['saving'] = {
  runner: { submit: no, unfinished: () => [] },
  loans: no,
  write: no,
};
