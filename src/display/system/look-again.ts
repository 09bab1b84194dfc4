/**
 * Runs `look` when it is called, never twice at a time: what is asked for meanwhile is done once afterwards. Each call is over when what it
 * has asked for is done.
 */
export function createLookAgain(look: () => Promise<void>): () => Promise<void> {
  let isWanted = false;
  let looking: Promise<void> | undefined;

  async function run(): Promise<void> {
    try {
      while (isWanted) {
        isWanted = false;
        await look();
      }
    } finally {
      looking = undefined;
    }
  }

  return () => {
    isWanted = true;
    looking ??= run();
    return looking;
  };
}
