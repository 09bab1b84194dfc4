import type { Verb } from '../command/verb.ts';
import { access } from './access.ts';
import { createCompletion } from './completion.ts';
import { config } from './config/index.ts';
import { guestConsole } from './console.ts';
import { display } from './display.ts';
import { guest } from './guest.ts';
import { inventory } from './inventory.ts';
import { log } from './log.ts';
import { media } from './media.ts';
import { network } from './network.ts';
import { operations } from './operations.ts';
import { powerHost } from './power/host.ts';
import { power } from './power/index.ts';
import { recordMachine } from './record-machine.ts';
import { screenshot } from './screenshot.ts';
import { status } from './status.ts';
import { watch } from './watch.ts';

const working: readonly Verb[] = [
  status,
  inventory,
  ...guest,
  guestConsole,
  screenshot,
  ...power,
  ...powerHost,
  ...network,
  ...media,
  ...display,
  ...operations,
  log,
  ...config,
  ...access,
  watch,
  recordMachine,
];

/** Every verb, in the order in which the help names them. */
export const verbs: readonly Verb[] = [...working, createCompletion(working)];
