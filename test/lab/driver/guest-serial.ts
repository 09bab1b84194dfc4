import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RootShell } from './shell.ts';

/**
 * Starts, in the box and until its next boot, what passes the guest's serial console on to the lab. It holds the console
 * only while somebody is connected to the socket, and finds the guest again when it was started anew.
 */
export async function startGuestSerial(shell: RootShell, inBox: string): Promise<void> {
  const script = await readFile(join(inBox, 'guest-serial.pl'));
  await shell.push(script, '/run/lab-guest-serial.pl');
  const unit = [
    '--quiet',
    '--collect',
    '--unit=lab-guest-serial',
    '-p',
    'Restart=always',
    '-p',
    'RestartSec=1',
  ];
  await shell.run(
    `systemctl is-active -q lab-guest-serial || systemd-run ${unit.join(' ')} perl /run/lab-guest-serial.pl`,
  );
}
