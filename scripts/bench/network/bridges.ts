import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { execa } from 'execa';
import { applyBridges } from '../../../src/backend/network/apply-bridges.ts';
import { makeNamespace, type Namespace } from '../../../test/integration/network/support/namespace.ts';
import { wantedNic } from '../../../test/unit/backend/network/links.ts';
import { type Figure, toMedian } from '../figure.ts';
import type { Talked } from './talk.ts';

const rounds = 9;
const program = join(import.meta.dirname, 'talk.ts');

/** Two ends of a wire with a bridge in between. */
interface Path {
  outside: Namespace;
  inside: Namespace;
  /** The address of the end behind the bridge. */
  address: string;
}

/**
 * What our bridge costs against one that somebody makes by hand (`ip link add … type bridge`, two ports), in turns in the same run: round trips
 * of one byte, and how much goes through. The guest's end is a veth on both, since a tap ends in a program, whose time would be measured.
 */
export async function measureBridges(): Promise<Figure[]> {
  await using stack = new AsyncDisposableStack();
  const paths = { ours: await makePath(stack, true), byHand: await makePath(stack, false) };
  const said: Record<keyof typeof paths, Talked[]> = { ours: [], byHand: [] };
  for (let round = 0; round < rounds; round++) {
    const order = round % 2 === 0 ? (['ours', 'byHand'] as const) : (['byHand', 'ours'] as const);
    for (const which of order) said[which].push(await talkOver(paths[which]));
  }
  const median = (which: keyof typeof paths, what: keyof Talked) =>
    toMedian(said[which].map((each) => each[what]));
  const figure = (
    name: string,
    what: keyof Talked,
    toMs: (value: number) => number,
    note: string,
  ): Figure => {
    const plain = toMs(median('byHand', what));
    return {
      ...{ name, value: toMs(median('ours', what)), unit: 'ms', goal: plain * 1.02 },
      against: { name: 'a bridge made by hand', value: plain },
      note: `${note}; median of ${rounds} rounds in turns`,
    };
  };
  return [
    figure('round trip over a bridge', 'roundTripUs', (us) => us / 1000, 'one byte over TCP, there and back'),
    figure('1 GB over a bridge', 'throughput', (mbPerS) => 1e6 / mbPerS, 'over one TCP connection'),
  ];
}

/** A namespace with the bridge, and one behind each of its ports. */
async function makePath(stack: AsyncDisposableStack, isOurs: boolean): Promise<Path> {
  const box = stack.use(await makeNamespace(1));
  const outside = stack.use(await makeNamespace(0));
  const inside = stack.use(await makeNamespace(0));
  await box.ip('link', 'add', 'guest0', 'type', 'veth', 'peer', 'name', 'eth0', 'netns', inside.name);
  await box.ip('link', 'set', 'wire0', 'netns', outside.name);
  if (isOurs) {
    const { problems } = await applyBridges(box.host, [wantedNic('eth0')]);
    if (problems.length > 0) throw new Error(JSON.stringify(problems));
  } else {
    await box.ip('link', 'add', 'br-eth0', 'type', 'bridge');
    await box.ip('link', 'set', 'eth0', 'master', 'br-eth0', 'up');
    await box.ip('link', 'set', 'br-eth0', 'up');
  }
  await box.ip('link', 'set', 'guest0', 'master', 'br-eth0', 'up');
  for (const [namespace, link, address] of [
    [outside, 'wire0', '192.0.2.1/24'],
    [inside, 'eth0', '192.0.2.2/24'],
  ] as const) {
    await namespace.ip('address', 'add', address, 'dev', link);
    await namespace.ip('link', 'set', link, 'up');
  }
  const server = spawn('ip', ['netns', 'exec', inside.name, process.execPath, program, 'answer'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  stack.defer(async () => {
    const closed = once(server, 'close');
    server.kill('SIGKILL');
    await closed;
  });
  await once(server.stdout, 'data');
  return { outside, inside, address: '192.0.2.2' };
}

async function talkOver({ outside, address }: Path): Promise<Talked> {
  const { stdout } = await execa('ip', [
    'netns',
    'exec',
    outside.name,
    process.execPath,
    program,
    'talk',
    address,
  ]);
  return JSON.parse(stdout) as Talked;
}
