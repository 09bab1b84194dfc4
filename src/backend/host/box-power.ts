import { OperatorError } from '../engine/operator-error.ts';
import type { RunCommand } from './commands.ts';

/** The box's power. */
export interface BoxPower {
  /** Returns when the host is on its way down. */
  powerOff(): Promise<void>;
  reboot(): Promise<void>;
}

/** systemd stops everything in order, the guest first. */
export function boxPowerBy(run: RunCommand): BoxPower {
  const systemctl = async (verb: 'poweroff' | 'reboot'): Promise<void> => {
    const result = await run('systemctl', ['--no-block', '--no-wall', verb], { timeoutMs: 30_000 });
    if (!result.ok) {
      throw new OperatorError('power.refused', `The box does not ${words[verb]}: ${result.message}`, {
        hint: `Try systemctl ${verb} on the host`,
      });
    }
  };
  return { powerOff: () => systemctl('poweroff'), reboot: () => systemctl('reboot') };
}

const words = { poweroff: 'power off', reboot: 'reboot' };

/** For a machine whose power is not Bezel's. */
export const noBoxPower: BoxPower = { powerOff: async () => {}, reboot: async () => {} };
