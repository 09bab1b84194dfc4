import type { Verb } from '../../command/verb.ts';
import { cancel, force } from './answers.ts';
import { ledger } from './ledger.ts';
import { maintenance } from './maintenance.ts';
import { status } from './status.ts';
import { off, reboot, restart, stop } from './stops.ts';

export const power: Verb[] = [status, ledger, stop, restart, off, reboot, force, cancel, maintenance];
