import { expect, test } from 'vitest';
import { parseTarget } from '../../../src/display/parse-target.ts';

test.each([
  ['box', { host: 'box', port: 5900 }],
  ['box:1', { host: 'box', port: 5901 }],
  ['10.0.0.1:5903', { host: '10.0.0.1', port: 5903 }],
  ['box::80', { host: 'box', port: 80 }],
  ['[fe80::1]:2', { host: 'fe80::1', port: 5902 }],
  ['[fe80::1]', { host: 'fe80::1', port: 5900 }],
  ['unix:/run/vnc.sock', { path: '/run/vnc.sock' }],
])('%s is a place', (text, place) => {
  expect(parseTarget(text)).toEqual(place);
});

test.each(['', ':1', 'box:', 'box:x', 'fe80::1:5900', 'box:99999', 'unix:', 'box::0', '[]:1'])(
  '"%s" is none',
  (text) => {
    expect(() => parseTarget(text)).toThrow(TypeError);
  },
);
