import { readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { RunCommand } from '../../../../src/backend/host/commands.ts';
import type { FollowCommand } from '../../../../src/backend/host/follow-command.ts';
import type { Namespace } from './namespace.ts';

const assets = path.join(import.meta.dirname, '../../../../assets');

/** What the box starts lldpd with. */
async function readArguments(): Promise<string[]> {
  const unit = await readFile(path.join(assets, 'systemd/lldpd.service.d/bezel.conf'), 'utf8');
  const [, said] = /^ExecStart=\/usr\/sbin\/lldpd (.*)$/m.exec(unit) ?? [];
  if (said === undefined) throw new Error("the box's unit does not start lldpd");
  return said.split(' ');
}

export interface Listening {
  /** As the namespace's own, with lldpcli asking this lldpd. */
  run: RunCommand;
  follow: FollowCommand;
  /** Ends lldpd, and waits until it has. */
  stop(): Promise<void>;
}

/** lldpd as the box runs it, in a namespace and on a socket of its own. */
export async function startListening({ name, run, follow }: Namespace): Promise<Listening> {
  const socket = path.join(tmpdir(), `${name}.lldpd`);
  const ours = ['-d', '-u', socket, '-O', path.join(assets, 'host/etc/lldpd.d')];
  const daemon = follow('lldpd', [...(await readArguments()), ...ours], { output: () => {}, end: () => {} });
  const toArgs = (file: string, args: readonly string[]): readonly string[] =>
    file === 'lldpcli' ? ['-u', socket, ...args] : args;
  return {
    run: (file, args, options) => run(file, toArgs(file, args), options),
    follow: (file, args, listener) => follow(file, toArgs(file, args), listener),
    stop: async () => {
      await daemon.stop();
      await rm(socket, { force: true });
      await rm(`${socket}.lock`, { force: true });
    },
  };
}
