import type { Verb } from '../command/verb.ts';
import { access } from './access.ts';
import { createCompletion } from './completion.ts';
import { config } from './config/index.ts';
import { guest } from './guest.ts';
import { inventory } from './inventory.ts';
import { log } from './log.ts';
import { network } from './network.ts';
import { operations } from './operations.ts';
import { recordMachine } from './record-machine.ts';
import { status } from './status.ts';
import { watch } from './watch.ts';

const working: readonly Verb[] = [
  status,
  inventory,
  ...guest,
  ...network,
  ...operations,
  log,
  ...config,
  ...access,
  watch,
  recordMachine,
];

/** Every verb, in the order in which the help names them. */
export const verbs: readonly Verb[] = [...working, createCompletion(working)];
