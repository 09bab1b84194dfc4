import { readPolicy } from '../../../src/backend/config/read-policy.ts';
import { systemClock } from '../../../src/backend/engine/clock.ts';
import { prepareGuest } from '../../../src/backend/guest/prepare.ts';
import { type Files, filesBelow } from '../../../src/backend/host/files.ts';
import { readTextWithin } from '../../../src/backend/host/read-within.ts';
import { read } from '../../../src/backend/host/reading.ts';
import { readInventory } from '../../../src/backend/inventory/read-inventory.ts';

/** What the program below says, as one line of JSON; times in milliseconds. */
export interface Rendering {
  /** From the process's start until its modules are there. */
  loadMs: number;
  policyMs: number;
  inventoryMs: number;
  /** Planning and rendering. */
  renderMs: number;
  /** Of inventory, planning and rendering together, on all threads. */
  userMs: number;
  systemMs: number;
  nics: number;
  xmlBytes: number;
  /** How many questions the machine was asked, and the files below the root that were read; only when they are asked for. */
  asked?: number;
  read?: string[];
}

const deviceAnswerMs = 5000;

const loadMs = performance.now();
const [root = '', policyFile = '', template = '', list] = process.argv.slice(2);
process.stdout.write(`${JSON.stringify(await run())}\n`);

/** Once and cold, as bezeld does it when the box starts. */
async function run(): Promise<Rendering> {
  const own = filesBelow('/');
  const policy = await readPolicy(own, policyFile);
  if (!policy.ok) throw new Error(JSON.stringify(policy.problems));
  const policyMs = performance.now() - loadMs;

  const seen = { asked: 0, read: new Set<string>() };
  const machine = list === undefined ? filesBelow(root) : listing(filesBelow(root), seen);
  const cpu = process.cpuUsage();
  const started = performance.now();
  const ask = readTextWithin(machine.readText, systemClock, deviceAnswerMs);
  const inventory = await readInventory(machine, async () => new Map(), new Date(), ask);
  const read = performance.now();
  const { rendered, problems } = await prepareGuest(
    {
      files: withDisks(own),
      template,
      serialLog: '/var/log/libvirt/qemu/guest-serial.log',
      ownNetwork: true,
      ownMedia: true,
    },
    inventory,
    policy.policy,
    { identity: undefined, madeUuid: '00000000-0000-4000-8000-000000000000' },
  );
  const ended = performance.now();
  const { user, system } = process.cpuUsage(cpu);
  if (!rendered?.ok) throw new Error(JSON.stringify(problems));
  return {
    loadMs,
    policyMs,
    inventoryMs: read - started,
    renderMs: ended - read,
    userMs: user / 1000,
    systemMs: system / 1000,
    nics: inventory.nics.length,
    xmlBytes: Buffer.byteLength(rendered.xml),
    ...(list === undefined ? {} : { asked: seen.asked, read: [...seen.read] }),
  };
}

/** The disks of the policy as if they were there. */
function withDisks(files: Files): Files {
  return { ...files, readRealPath: async (path) => read(path) };
}

function listing(files: Files, seen: { asked: number; read: Set<string> }): Files {
  const counted = Object.entries(files).map(([name, ask]) => [
    name,
    async (path: string, limitBytes?: number) => {
      seen.asked += 1;
      const answer = await ask(path, limitBytes);
      if (name.startsWith('read') && !/Link|Path/.test(name) && answer.ok) seen.read.add(path);
      return answer;
    },
  ]);
  return Object.fromEntries(counted) as Files;
}
