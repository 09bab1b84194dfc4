import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { measureBoot } from './bench/boot.ts';
import { measureConfiguration } from './bench/configuration.ts';
import { measureDisplay } from './bench/display.ts';
import { type Figure, toRow, toTable } from './bench/figure.ts';
import { measureFirstFrame } from './bench/first-frame.ts';
import { measureFollowing } from './bench/following.ts';
import { measureGuestChannel } from './bench/guest-channel.ts';
import { measureIdle } from './bench/idle.ts';
import { describeMachine } from './bench/machine.ts';
import { measureMedia } from './bench/media.ts';
import { measureMemory } from './bench/memory.ts';
import { measureNetwork } from './bench/network.ts';
import { startProduct } from './bench/product.ts';

const root = join(import.meta.dirname, '..');
const parts: Record<string, () => Promise<Figure[]>> = {
  'first-frame': () => measureFirstFrame(root),
  running: measureRunning,
  configuration: () => measureConfiguration(root),
  network: measureNetwork,
  'guest-channel': () => measureGuestChannel(root),
  following: () => measureFollowing(root),
  media: () => measureMedia(root),
  display: () => measureDisplay(root),
  boot: measureBoot,
};

const asked = process.argv.slice(2);
const wanted = Object.keys(parts).filter((name) => asked.length === 0 || asked.includes(name));
if (wanted.length < Math.max(asked.length, 1)) {
  console.error(`Usage: npm run bench [-- PART…]; there are ${Object.keys(parts).join(', ')}`);
  process.exitCode = 2;
} else await main();

async function main(): Promise<void> {
  const figures: Figure[] = [];
  for (const name of wanted) figures.push(...((await parts[name]?.()) ?? []));
  const rows = figures.map(toRow);
  const machine = await describeMachine();
  await mkdir(join(root, 'build'), { recursive: true });
  const json = { at: new Date().toISOString(), node: process.version, machine, figures: rows };
  await writeFile(join(root, 'build/bench.json'), `${JSON.stringify(json, undefined, 2)}\n`);
  console.log(`${toTable(rows)}\n\nAs JSON: build/bench.json`);
}

/** Memory and idle time come from the same two processes. */
async function measureRunning(): Promise<Figure[]> {
  const product = await startProduct(root);
  try {
    return [...(await measureMemory(product)), ...(await measureIdle(product))];
  } finally {
    await product.stop();
  }
}
