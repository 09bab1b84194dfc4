import type { Namespace } from './namespace.ts';

/** Whether somebody can be spoken to at a TCP port: who can, refuses one that nobody listens at. */
export async function answers(from: Namespace, to: string, port: number): Promise<boolean> {
  const said = await from.run('timeout', ['2', 'bash', '-c', `exec 3<>/dev/tcp/${to}/${port}`]);
  return !said.ok && said.message.includes('refused');
}
