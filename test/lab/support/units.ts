import type { Box } from '../driver/box.ts';
import { waitFor } from '../driver/wait.ts';

/** What an emulated box takes to start a program again. */
export const recoveryMs = 240_000;

/** The main process of a systemd unit of the box; `0` while there is none. */
export function mainPid(box: Box, unit: string): Promise<string> {
  return box.shell.text(`systemctl show --property=MainPID --value ${unit}`);
}

/** Waits until a unit runs with another process than `before`. */
export async function restarted(box: Box, unit: string, before: string): Promise<void> {
  const isNew = async () => {
    const active =
      (await box.shell.run(`systemctl is-active --quiet ${unit}`, { reject: false })).exitCode === 0;
    return active && ![before, '0'].includes(await mainPid(box, unit));
  };
  await waitFor(isNew, { what: `${unit} to be running again`, timeoutMs: recoveryMs, intervalMs: 500 });
}
