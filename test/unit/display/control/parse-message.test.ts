import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { noPolicy } from '../../../../src/backend/config/policy/policy.ts';
import { parseTold } from '../../../../src/backend/display/parse-told.ts';
import { planWanted } from '../../../../src/backend/display/plan-wanted.ts';
import type { Told, Wanted } from '../../../../src/display/control/model.ts';
import { parseMessage } from '../../../../src/display/control/parse-message.ts';
import { quietPower } from '../../../support/power-samples.ts';
import { sample } from '../../../support/samples.ts';

const read = (name: string): string =>
  readFileSync(join(import.meta.dirname, '../../../fixtures/display-control', name), 'utf8');

describe('the viewer and the backend', () => {
  test('mean the same by what is wanted', () => {
    const wanted: Wanted = JSON.parse(read('wanted.json')).wanted;
    expect(parseMessage(JSON.stringify({ wanted }))).toEqual({ wanted });
    const power = quietPower();
    const guest = { ...sample.guest(), state: 'paused' as const };
    const { display: policy, console } = noPolicy();
    expect(
      planWanted({ policy, seats: console.seats, guest, power, vnc: '/run/vnc.sock', viewOnly: undefined }),
    ).toEqual(wanted);
  });

  test('mean the same by what is so', () => {
    const told: Told = JSON.parse(read('told.json'));
    expect(parseTold(JSON.stringify(told))).toEqual(told);
  });
});

describe('a message', () => {
  const { wanted } = JSON.parse(read('wanted.json')) as { wanted: Wanted };
  test.each([
    ['no JSON', '{'],
    ['no object', '3'],
    ['null', 'null'],
    ['an unknown view', '{"show":"both"}'],
    ['a field of another type', JSON.stringify({ wanted: { ...wanted, viewOnly: 'yes' } })],
    ['a number out of bounds', JSON.stringify({ wanted: { ...wanted, consoleVt: 64 } })],
    ['a socket that is too long', JSON.stringify({ wanted: { ...wanted, vnc: 'x'.repeat(108) } })],
    ['a time that is none', JSON.stringify({ wanted: { ...wanted, message: { text: 'a', until: 'soon' } } })],
    ['a field that is missing', JSON.stringify({ wanted: { ...wanted, scale: undefined } })],
  ])('is none with %s', (_, line) => {
    expect(parseMessage(line)).toBeUndefined();
  });

  test('may have more than is known here', () => {
    expect(parseMessage(JSON.stringify({ wanted: { ...wanted, later: 1 }, more: 2 }))).toEqual({ wanted });
  });
});
