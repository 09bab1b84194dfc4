import { LabError } from './errors.ts';
import type { RootShell } from './shell.ts';

/** Asks the API of a box for something, as its root does, and returns the JSON. */
export async function readApi<T>(shell: RootShell, path: string): Promise<T> {
  if (!/^\/v1\/[\w/?=&-]+$/.test(path)) throw new LabError('api', `${path} is no path of the API`);
  const answer = await shell.get(path);
  const end = answer.indexOf('\r\n\r\n');
  const [head, body] = [answer.slice(0, end), answer.slice(end + 4)];
  if (!/^HTTP\/1\.[01] 200 /.test(head))
    throw new LabError('api', `GET ${path}: ${head.split('\r\n')[0]} ${body}`);
  return JSON.parse(body) as T;
}
