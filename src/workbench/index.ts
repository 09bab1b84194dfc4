import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { systemClock } from '../backend/engine/clock.ts';
import { runCommand } from '../backend/host/commands.ts';
import { filesBelow } from '../backend/host/files.ts';
import { writeFileSafely } from '../backend/host/write-file.ts';
import type { Workbench } from '../cli/workbench.ts';
import { checkConfig } from './check-config.ts';
import { recordToFile } from './record-to-file.ts';
import { renderConfig } from './render-config.ts';

/** Put in by the bundler. */
declare const __BEZEL_VERSION__: string | undefined;

/** The bundle has the templates beside it, the source two folders up. */
const templates = typeof __BEZEL_VERSION__ === 'string' ? 'templates' : '../../templates';

/** The workbench of this machine. */
export function openWorkbench(): Workbench {
  const desk = {
    files: filesBelow('/'),
    template: join(import.meta.dirname, templates, 'domain.xml'),
  };
  return {
    renderConfig: (request) => renderConfig(desk, request),
    checkConfig: (request) => checkConfig(desk, request),
    recordMachine: (request) =>
      recordToFile(
        {
          files: filesBelow(request.root),
          run: runCommand,
          clock: systemClock,
          key: request.keepSerials ? undefined : randomBytes(32),
          writeFile: writeFileSafely,
        },
        request.out,
      ),
  };
}
