import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { View } from '../control/model.ts';

/** What was wished for last, in a file that lives until the box's next boot: a viewer that is killed is followed by one that shows the same. */
export interface KeptView {
  read(): View | undefined;
  /** What cannot be kept is not; the next viewer begins as after a boot. */
  write(view: View): void;
}

export function keptViewIn(file: string): KeptView {
  return {
    read: () => {
      try {
        const text = readFileSync(file, 'utf8').trim();
        return text === 'guest' || text === 'console' ? text : undefined;
      } catch {
        return undefined;
      }
    },
    write: (view) => {
      try {
        writeFileSync(`${file}.new`, `${view}\n`);
        renameSync(`${file}.new`, file);
      } catch {
        // As said above.
      }
    },
  };
}
