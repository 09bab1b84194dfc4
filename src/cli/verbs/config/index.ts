import type { Verb } from '../../command/verb.ts';
import { accept } from './accept.ts';
import { changes } from './changes.ts';
import { check } from './check.ts';
import { diff } from './diff.ts';
import { reload } from './reload.ts';
import { render } from './render.ts';
import { rollback } from './rollback.ts';
import { show } from './show.ts';
import { starts } from './starts.ts';

export const config: Verb[] = [show, render, check, reload, changes, diff, starts, accept, rollback];
