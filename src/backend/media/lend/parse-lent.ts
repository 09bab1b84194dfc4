import { type Lent, lentFolder } from './model.ts';

/** `major:minor` of what is mounted as lent; see proc_pid_mountinfo(5). */
export function parseLent(mountinfo: string): ReadonlyMap<string, Lent> {
  const lent = mountinfo.split('\n').flatMap((line): [string, Lent][] => {
    const [left = '', right = ''] = line.split(' - ');
    const [, , number, , path, options = ''] = left.split(' ');
    const [type = ''] = right.split(' ');
    if (number === undefined || path === undefined || !path.startsWith(`${lentFolder}/`)) return [];
    return [[number, { path, type, readOnly: options.split(',').includes('ro') }]];
  });
  return new Map(lent);
}
