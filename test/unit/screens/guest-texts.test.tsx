import { describe, expect, test } from 'vitest';
import { ApiError } from '../../../src/client/connection.ts';
import { renderConsole } from '../../support/render.tsx';
import { sample } from '../../support/samples.ts';
import type { ManualClock } from '../client/manual-clock.ts';

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
});

describe("the guest's display on a seat", () => {
  const time = '2026-03-01T08:00:00.000Z';
  const noText = { time, width: 1024, height: 768, cells: 5, known: 0, lines: [] };
  const someText = { time, width: 720, height: 400, cells: 4, known: 4, lines: ['login:'] };
  /** Its left half is red, its right half is blue. */
  const toThumbnail = ({ query }: { query: { width: number; height: number } }) => {
    const [width, height] = [Math.min(query.width, 40), Math.min(query.height, 20)];
    const row = [...Array(width / 2).fill([255, 0, 0]), ...Array(width / 2).fill([0, 0, 255])].flat();
    const base64 = Buffer.from(Array(height).fill(row).flat()).toString('base64');
    return { time, picture: { width: 1024, height: 768 }, width, height, base64 };
  };
  const withPicture = { 'guest.screen-text': () => noText, 'guest.thumbnail': toThumbnail };
  const asked = ({ calls }: { calls: { name: string }[] }, name: string) =>
    calls.filter((call) => call.name === name).length;
  /** Waits until nothing is done but to wait for the next picture. */
  const rest = ({ clock }: { clock: ManualClock }) => expect.poll(() => clock.pending).toContain(2000);
  const settle = () => new Promise((resolve) => setTimeout(resolve, 50));

  test('is a picture in half blocks where it shows no text, as large as there is room for', async () => {
    const { type, see, calls, sent } = renderConsole({ answers: withPicture });
    type('3p');
    await see("What the guest's display shows (1024x768)");
    const query = calls.find(({ name }) => name === 'guest.thumbnail')?.input as {
      query: { width: number; height: number };
    };
    expect(query.query.width).toBeLessThanOrEqual(80);
    expect(query.query.height % 2).toBe(0);
    expect(query.query.height).toBeLessThanOrEqual(2 * 22);
    expect(sent()).toContain(`\u001b[0;41m${' '.repeat(20)}\u001b[0;44m${' '.repeat(20)}`);
  });

  test('is shades of characters where the terminal has neither colours nor blocks', async () => {
    const { type, see } = renderConsole({ term: 'vt220', serial: true, answers: withPicture });
    type('3p');
    await see('display shows (1024x768)');
    await see(`${':'.repeat(20)}${'.'.repeat(20)}`);
  });

  test('that is blank is said to be, and what goes wrong is said', async () => {
    const blank = () => ({
      ...{ time, picture: { width: 640, height: 480 }, width: 1, height: 1 },
      base64: Buffer.from([0, 0, 0]).toString('base64'),
    });
    const box = renderConsole({ answers: { ...withPicture, 'guest.thumbnail': blank } });
    box.type('3p');
    await box.see('The display (640x480) is blank.');
    box.answers['guest.thumbnail'] = () => {
      throw new Error('The guest is off');
    };
    await rest(box);
    box.clock.advance(2000);
    await box.see('The guest is off');
  });

  test('is shown as a picture where no font is there to read it with, and its failure otherwise', async () => {
    let code = 'guest.no-text';
    const box = renderConsole({
      answers: {
        ...withPicture,
        'guest.screen-text': () => {
          throw new ApiError(409, { code, message: 'It cannot be read' });
        },
      },
    });
    box.type('3p');
    await box.see('display shows (1024x768)');
    code = 'guest.not-running';
    await rest(box);
    box.clock.advance(2000);
    await box.see('It cannot be read');
  });

  test('that shows text is a picture by hand, and text again', async () => {
    const box = renderConsole({ answers: { ...withPicture, 'guest.screen-text': () => someText } });
    box.type('3p');
    await box.see('login:');
    expect(asked(box, 'guest.thumbnail')).toBe(0);
    box.type('v');
    await box.see('display shows (1024x768)');
    box.type('v');
    await box.see('login:');
  });

  test('is drawn anew every two seconds, and nothing is asked for once it is not shown', async () => {
    const box = renderConsole({ answers: withPicture });
    box.type('3p');
    await box.see('display shows');
    await rest(box);
    box.clock.advance(1999);
    await settle();
    expect(asked(box, 'guest.thumbnail')).toBe(1);
    box.clock.advance(1);
    await expect.poll(() => asked(box, 'guest.thumbnail')).toBe(2);
    await rest(box);
    box.type('p');
    await box.see("Guest's MAC address");
    box.clock.advance(60_000);
    await settle();
    expect(asked(box, 'guest.thumbnail')).toBe(2);
  });

  test('is not asked for while the line has not taken the last picture', async () => {
    const box = renderConsole({ answers: withPicture });
    box.type('3');
    await box.see("Guest's MAC address");
    const release = box.stall();
    box.type('p');
    await expect.poll(() => asked(box, 'guest.thumbnail')).toBe(1);
    for (let i = 0; i < 5; i++) {
      await settle();
      box.clock.advance(10_000);
    }
    expect(asked(box, 'guest.thumbnail')).toBe(1);
    release();
    // It rests as long as the line has taken.
    await expect.poll(() => Math.max(...box.clock.pending)).toBe(50_000);
    box.clock.advance(50_000);
    await expect.poll(() => asked(box, 'guest.thumbnail')).toBe(2);
  });

  test('is not drawn anew before a serial terminal has answered that it shows it', async () => {
    const box = renderConsole({ serial: true, answers: withPicture });
    box.type('3p');
    await box.see('display shows');
    await rest(box);
    expect(box.sent()).toContain('\u001b[5n');
    const silent = renderConsole({ serial: true, terminalAnswers: false, answers: withPicture });
    silent.type('3p');
    await silent.see('display shows');
    await settle();
    expect(silent.clock.pending).not.toContain(2000);
  });

  test('is not asked for on the monitor while that shows the guest', async () => {
    const box = renderConsole({ answers: withPicture });
    box.type('3p');
    await box.see('display shows');
    await rest(box);
    box.store.set({ display: { ...sample.display(), scene: 'picture' } });
    await box.seeNo('display shows');
    box.clock.advance(60_000);
    await settle();
    expect(asked(box, 'guest.thumbnail')).toBe(1);
    box.store.set({ display: { ...sample.display(), scene: 'console' } });
    await box.see('display shows');
  });

  test('is drawn anew for ten minutes, and goes on at a key', async () => {
    const box = renderConsole({ answers: withPicture });
    box.type('3p');
    await box.see('display shows');
    await rest(box);
    box.clock.advance(10 * 60_000);
    await box.see('u goes on');
    const before = asked(box, 'guest.thumbnail');
    box.clock.advance(60_000);
    await settle();
    expect(asked(box, 'guest.thumbnail')).toBe(before);
    box.type('u');
    await box.seeNo('u goes on');
    await expect.poll(() => asked(box, 'guest.thumbnail')).toBe(before + 1);
    await rest(box);
  });
});
