import { describe, expect, test } from 'vitest';
import { parseAptSettings, parseMirror } from '../../../../image/lib/debian.ts';

describe('the mirror', () => {
  test('is found in a deb822 file, and the security archive is passed over', () => {
    const text = [
      'Types: deb\nURIs: http://mirror.example/debian-security\nSuites: bookworm-security\nComponents: main',
      'Types: deb\n# a comment\nURIs: http://mirror.example/debian\nSuites: bookworm\nComponents: main',
    ].join('\n\n');
    expect(parseMirror(text)).toBe('http://mirror.example/debian');
  });

  test('is found in a one-line file, options and all', () => {
    const text = 'deb [signed-by=/k.gpg] https://mirror.example/debian/ trixie main contrib\n';
    expect(parseMirror(text)).toBe('https://mirror.example/debian/');
  });

  test.each([
    ['', 'nothing'],
    ['# deb http://mirror.example/debian trixie main', 'a comment'],
    ['deb http://packages.example/node nodistro main', 'another archive'],
  ])('is not made up from %j (%s)', (text) => {
    expect(parseMirror(text)).toBeUndefined();
  });
});

test('only what decides whether the mirror can be used is taken from apt, and nothing that is empty', () => {
  const dump = [
    'Acquire::Check-Valid-Until "false";',
    'Acquire::http::Proxy "http://proxy.example:3128";',
    'Acquire::http "";',
    'Acquire::Languages "none";',
    'APT::Install-Recommends "true";',
  ].join('\n');
  expect(parseAptSettings(dump)).toEqual([
    'Acquire::Check-Valid-Until "false"',
    'Acquire::http::Proxy "http://proxy.example:3128"',
  ]);
});
