import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toRequest } from '../../../src/client/request.ts';

describe('the HTTP request of a call', () => {
  test('has method and path of the contract', () => {
    expect(toRequest('guest.start')).toEqual({ method: 'POST', path: '/v1/guest/start' });
  });

  test('carries query and body', () => {
    expect(toRequest('log.list', { query: { limit: 5, after: 's=1;i&2', before: undefined } }).path).toBe(
      '/v1/log?limit=5&after=s%3D1%3Bi%262',
    );
    expect(toRequest('access.unlock', { body: { pin: '2468' } }).body).toBe('{"pin":"2468"}');
  });

  test('keeps an id in its place, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (id) => {
        const { path } = toRequest('operations.cancel', { params: { id } });
        const url = new URL(path, 'http://box');
        expect(url.pathname).toMatch(/^\/v1\/operations\/[^/]*\/cancel$/);
        expect(url.search + url.hash).toBe('');
      }),
      {
        examples: [['..'], ['.'], ['../../guest'], ['a/b'], ['a?b#c'], ['%2e%2e'], ['\ud800'], ['\r\nx: y']],
      },
    );
  });
});
