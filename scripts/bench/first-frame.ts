import { type Figure, toMedian } from './figure.ts';
import { toConsoleCommand } from './product.ts';
import { startOnPty } from './pty.ts';

const runs = 9;
/** A frame of 80x24 has far more; an error message or the size question has less. */
const frameCharacters = 300;

/** How long the console takes from its process's start to its first frame, beside Node doing nothing. */
export async function measureFirstFrame(root: string): Promise<Figure[]> {
  const command = await toConsoleCommand(root, 'pty0', '/nonexistent');
  const frames: number[] = [];
  const bare: number[] = [];
  // In turns, so that both see the same machine.
  for (let run = 0; run < runs; run++) {
    frames.push(await timeFrame(command));
    bare.push(await (await startOnPty([process.execPath, '-e', '0'])).end);
  }
  return [
    {
      name: 'first frame',
      value: toMedian(frames),
      unit: 'ms',
      goal: 150,
      against: { name: 'node -e 0', value: toMedian(bare) },
      note: `process start to the first frame on a pty of 80x24, median of ${runs}, no backend`,
    },
  ];
}

async function timeFrame(command: readonly string[]): Promise<number> {
  const program = await startOnPty(command);
  try {
    return await program.until((output) => toPrintable(output).length >= frameCharacters);
  } finally {
    await program.stop();
  }
}

function toPrintable(output: string): string {
  return output.replace(/\u001b\[[0-9;?]*[ -/]*[@-~]/g, '').replace(/[\u0000-\u001f]/g, '');
}
