import { PNG } from 'pngjs';
import { describe, expect, test } from 'vitest';
import { parsePpm, toColourFigures, toPng } from '../../../lab/driver/ppm.ts';
import { ScreenModel } from '../../../lab/driver/screen-model.ts';
import { parseTextScreen, toScreenText } from '../../../lab/driver/vcs.ts';

const ppm = Buffer.concat([Buffer.from('P6\n2 1\n255\n'), Buffer.from([255, 0, 0, 1, 2, 3])]);

describe("the monitor's picture", () => {
  test('goes from PPM to PNG without losing a pixel', () => {
    const png = PNG.sync.read(toPng(parsePpm(ppm)));
    expect([png.width, png.height]).toEqual([2, 1]);
    expect([...png.data]).toEqual([255, 0, 0, 255, 1, 2, 3, 255]);
  });

  test('is measured by its colours', () => {
    expect(toColourFigures(parsePpm(ppm))).toEqual({ colours: 2, largestShare: 0.5 });
  });

  test('is refused when it ends early or is something else', () => {
    expect(() => parsePpm(ppm.subarray(0, -1))).toThrow('ends early');
    expect(() => parsePpm(Buffer.from('P5\n2 1\n255\n'))).toThrow('not a binary PPM');
  });
});

test('a text screen has its characters, colours and cursor from the two devices of the kernel', () => {
  const vcsa = Buffer.from([2, 3, 1, 0, 65, 0x07, 32, 0x07, 63, 0x1f, 32, 0x07, 32, 0x07, 32, 0x07]);
  const vcsu = Buffer.alloc(24);
  for (const [cell, code] of [0x41, 0x20, 0x2500, 0x20, 0x20, 0x20].entries())
    vcsu.writeUInt32LE(code, cell * 4);
  const screen = parseTextScreen(vcsa, vcsu);
  expect(screen).toMatchObject({ rows: 2, columns: 3, cursor: { column: 1, row: 0 }, lines: ['A ─', '   '] });
  expect(screen.attributes[0]).toEqual(Uint8Array.from([0x07, 0x07, 0x1f]));
  expect(toScreenText(screen)).toBe('A ─');
});

test('the terminal at a serial line shows what is written and answers where its cursor is', async () => {
  const replies: string[] = [];
  const screen = new ScreenModel({ onReply: (reply) => replies.push(reply) });
  await screen.write(Buffer.from('one\r\n\u001b[1mtwo\u001b[0m  \u001b[6n'));
  expect(screen.text()).toBe('one\ntwo');
  expect(replies).toEqual(['\u001b[2;6R']);
  expect(screen.cursor()).toEqual({ column: 5, row: 1 });
  screen.dispose();
});
