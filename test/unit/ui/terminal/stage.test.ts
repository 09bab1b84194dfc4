import { describe, expect, test } from 'vitest';
import { parseFrame } from '../../../../src/ui/terminal/cells.ts';
import type { Picture } from '../../../../src/ui/terminal/picture.ts';
import { Stage } from '../../../../src/ui/terminal/stage.ts';

function createStage({ hold = false } = {}) {
  const sent: string[] = [];
  const done: (() => void)[] = [];
  const stage = new Stage({
    capabilities: { colours: 0, glyphs: 'ascii' },
    size: { columns: 10, rows: 3 },
    send: (bytes, taken) => {
      sent.push(bytes);
      if (hold) done.push(taken);
      else taken();
    },
  });
  return { stage, sent, done };
}

describe('the stage', () => {
  test('sends nothing before it has the screen, and nothing after it gave it back', async () => {
    const { stage, sent } = createStage();
    stage.write('early');
    expect(sent).toEqual([]);
    stage.enter();
    await expect.poll(() => sent.length).toBe(1);
    stage.leave(() => {});
    stage.write('late');
    stage.repaint();
    await new Promise((resolve) => setImmediate(resolve));
    expect(sent.length).toBe(2);
    expect(sent[1]).toMatch(/\u001b\[\?25h$/);
  });

  test('draws at most one row less than there are', async () => {
    const { stage, sent } = createStage();
    stage.enter();
    stage.write('one\ntwo\nthree\nfour');
    await expect.poll(() => sent.join('')).toContain('two');
    expect(sent.join('')).not.toContain('three');
  });

  test('skips frames while the line is busy, and sends the last one', async () => {
    const { stage, sent, done } = createStage({ hold: true });
    stage.enter();
    stage.write('first');
    await expect.poll(() => sent.length).toBe(1);
    for (const frame of ['second', 'third', 'fourth']) stage.write(frame);
    await new Promise((resolve) => setImmediate(resolve));
    expect(sent.length).toBe(1);
    done[0]?.();
    await expect.poll(() => sent.length).toBe(2);
    expect(sent[1]).toContain('ourth');
    expect(sent.join('')).not.toMatch(/second|third/);
  });

  test('tells once when the line has taken all that was drawn, also what came meanwhile', async () => {
    const { stage, done } = createStage({ hold: true });
    const turn = () => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
    let told = 0;
    stage.whenIdle(() => told++);
    expect(told).toBe(0);
    stage.enter();
    stage.write('first');
    await turn();
    stage.write('second');
    expect(told).toBe(0);
    done[0]?.();
    await turn();
    expect(told).toBe(0);
    done[1]?.();
    await turn();
    expect(told).toBe(1);
    stage.write('second');
    stage.whenIdle(() => told++);
    stage.whenIdle(() => told++)();
    await turn();
    expect(told).toBe(2);
  });

  test('tells Ink of a new size, once', async () => {
    const { stage } = createStage();
    let told = 0;
    stage.on('resize', () => {
      told++;
    });
    stage.resize({ columns: 20, rows: 5 });
    stage.resize({ columns: 20, rows: 5 });
    expect(told).toBe(1);
    expect([stage.columns, stage.rows]).toEqual([20, 5]);
  });

  test('keeps the cursor to itself', async () => {
    const { stage, sent } = createStage();
    stage.enter();
    stage.write('frame');
    await expect.poll(() => sent.length).toBe(1);
    stage.write('\u001b[?25h');
    await new Promise((resolve) => setImmediate(resolve));
    expect(sent.length).toBe(1);
  });

  test('shows a picture in place of the frames, with a cursor, and the newest frame afterwards', async () => {
    const { stage, sent } = createStage();
    stage.enter();
    stage.write('frame');
    await expect.poll(() => sent.length).toBe(1);
    let text = 'guest';
    const picture: Picture = {
      render: (columns, count, capabilities) => parseFrame(text, columns, count, capabilities),
      cursor: () => ({ row: 0, column: text.length }),
      applicationKeys: () => text.endsWith('!'),
    };
    stage.show(picture);
    stage.write('hidden');
    await expect.poll(() => sent.length).toBe(2);
    expect(sent[1]).toBe('\u001b[1Hguest\u001b[?1l\u001b[?25h\u001b[1;6H');
    text = 'guesty';
    stage.show(picture);
    await expect.poll(() => sent.length).toBe(3);
    expect(sent[2]).toBe('y');
    text = 'guest!';
    stage.repaint();
    await expect.poll(() => sent.length).toBe(4);
    expect(sent[3]).toMatch(/guest!.*\u001b\[\?1h\u001b\[\?25h\u001b\[1;7H$/);
    stage.show(undefined);
    await expect.poll(() => sent.length).toBe(5);
    expect(sent[4]).toContain('hidden');
    expect(sent[4]).toMatch(/\u001b\[\?1l\u001b\[\?25l$/);
  });
});
