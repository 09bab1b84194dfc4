import { describe, test } from 'vitest';
import { renderConsole } from '../../support/render.tsx';

describe('the Guest screen', () => {
  test('shows what the guest said last, from its end, and goes back', async () => {
    const lines = Array.from({ length: 100 }, (_, n) => `line ${n} \u001b[2J`);
    const { type, see, seeNo } = renderConsole({ answers: { 'guest.console-log': () => ({ lines }) } });
    type('3w');
    await see('line 99');
    await seeNo('line 1 ');
    type('w');
    await see("Guest's MAC address");
  });

  test('shows what the display says, and what could not be read of it', async () => {
    const text = { time: '2026-03-01T08:00:00.000Z', width: 720, height: 400, cells: 5, known: 4 };
    const { type, see } = renderConsole({
      answers: { 'guest.screen-text': () => ({ ...text, lines: ['boot\ufffd'] }) },
    });
    type('3p');
    await see('boot?');
    await see('1 of 5 characters could not be read');
  });

  test('says that a picture is one', async () => {
    const picture = {
      time: '2026-03-01T08:00:00.000Z',
      width: 1024,
      height: 768,
      cells: 5,
      known: 0,
      lines: [],
    };
    const { type, see } = renderConsole({ answers: { 'guest.screen-text': () => picture } });
    type('3p');
    await see('shows a picture');
  });
});
