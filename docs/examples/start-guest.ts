// Starts the guest, tells how it goes, and ends with the reason if it fails: node docs/examples/start-guest.ts SOCKET
import {
  ApiError,
  createClient,
  createStore,
  isEnded,
  selectOperation,
  Unreachable,
} from '../../src/client/index.ts';

const client = createClient({ socketPath: process.argv[2] ?? '/run/bezel/admin.sock' });
const store = createStore({ client });

try {
  const { id } = await client.call('guest.start');
  store.start();
  await new Promise<void>((resolve) => {
    let shown = '';
    store.subscribe(() => {
      const operation = selectOperation(store.getState(), id);
      if (operation === undefined) return;
      const line = operation.error?.message ?? `${operation.state} ${operation.progress.message}`;
      if (line !== shown) console.log(line);
      shown = line;
      if (isEnded(operation)) resolve();
    });
  });
} catch (error) {
  if (!(error instanceof ApiError || error instanceof Unreachable)) throw error;
  console.error(error.message, error.hint ?? '');
  process.exitCode = 1;
} finally {
  store.stop();
}
