import type { ConfigChanges } from '../../../contract/index.ts';
import type { Slice } from '../../engine/slice.ts';

type StartsRoutes = 'config.changes' | 'config.starts' | 'config.diff' | 'config.accept' | 'config.rollback';

/** What the guest was started with, and what its next start changes. */
export class Starts {
  readonly handlers: Slice<StartsRoutes>['handlers'] = {
    'config.changes': () => this.get(),
    'config.starts': () => ({ starts: [] }),
    'config.diff': ({ query }) => ({ of: query.of ?? 'next', changes: [], xml: '' }),
    'config.accept': () => this.get(),
    'config.rollback': () => this.get(),
  };

  get(): ConfigChanges {
    return { choice: 'rendered', next: [], held: false };
  }
}
