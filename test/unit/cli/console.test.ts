import { expect, test } from 'vitest';
import { createLeaving } from '../../../src/cli/console/leaving.ts';
import { OTHER_SCREEN_OFF } from '../../../src/client/console/filter.ts';

test.each([
  ['nothing of it', 'text\u001b[?25h\u001b[?1h', false],
  ['to the other screen', '\u001b[?1049h', true],
  ['with other modes', '\u001b[?25;47h', true],
  ['there and back', '\u001b[?1049hvi\u001b[?1049l', false],
  ['back and there', '\u001b[?1049l\u001b[?1047h', true],
])('a terminal goes back from the other screen where the guest went: %s', (_, text, isOther) => {
  const leaving = createLeaving();
  expect(leaving.see(text)).toBe(text);
  expect(leaving.render().startsWith(OTHER_SCREEN_OFF)).toBe(isOther);
});
