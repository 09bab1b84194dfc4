import { expect, test } from 'vitest';
import { screenTextLines } from '../../../src/client/screen-text.ts';

const screen = { time: '2026-03-01T08:00:00.000Z', width: 1280, height: 800 };

test('leaves out what is blank above and below, so that a small seat begins with what is said', () => {
  const lines = ['', '  ', 'login:', '', 'up 3 s', '', ''];
  expect(screenTextLines({ ...screen, lines, cells: 9, known: 9 })).toEqual(['login:', '', 'up 3 s']);
});

test('says how much could not be read', () => {
  expect(screenTextLines({ ...screen, lines: ['', 'a\ufffd'], cells: 2, known: 1 })).toEqual([
    'a?',
    '',
    '1 of 2 characters could not be read: ? stands for each.',
  ]);
});
