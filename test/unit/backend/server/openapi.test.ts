import { expect, test } from 'vitest';
import { paths, type Route, type RouteName, routes } from '../../../../src/contract/index.ts';
import { startApi } from './api.ts';

interface Described {
  openapi: string;
  paths: Record<
    string,
    Record<
      string,
      {
        operationId: string;
        'x-role': string;
        'x-guest'?: true | 'only';
        responses: object;
        requestBody?: object;
      }
    >
  >;
}

test('every call is described, with the least role that may make it', async () => {
  await using api = await startApi();
  const { status, text } = await api.ask('tty1', 'GET', '/v1/openapi.json');
  const described = JSON.parse(text) as Described;
  expect(status).toBe(200);
  expect(described.openapi).toMatch(/^3\.1\./);
  for (const name of Object.keys(paths) as RouteName[]) {
    const [method = '', path = ''] = paths[name].toLowerCase().split(' ');
    const call = described.paths[path.replace(':id', '{id}')]?.[method];
    expect(call).toMatchObject({ operationId: name, 'x-role': routes[name].role });
    expect(call?.['x-guest']).toBe((routes[name] as Route).guest);
    expect(Object.keys(call?.responses ?? {})).toContain(String(routes[name].status));
  }
  expect(described.paths['/v1/events']?.get).toMatchObject({ 'x-role': 'viewer' });
  expect(described.paths['/v1/access/unlock']?.post?.requestBody).toBeDefined();
});
