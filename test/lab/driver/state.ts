import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { LabError } from './errors.ts';
import { boxOptionsSchema } from './options.ts';

/** What DIR/lab.json says: everything that another program needs to find its way to the box. */
export const labStateSchema = z.object({
  /** QEMU's process, or null while the box has no power. */
  pid: z.int().nullable(),
  /** QEMU's machine protocol, free for other programs. */
  qmp: z.string(),
  /** The serial seat (ttyS0). */
  serial: z.string(),
  /** A root shell (ttyS2) with a prompt. */
  shell: z.string(),
  /** The serial console of the guest, once something in the box passes it on. */
  guestSerial: z.string().optional(),
  disk: z.string(),
  /** The driver's own sockets; `wires` is the folder of the NICs' cables (nicN.sock and nicN-peer.sock). */
  driver: z.object({ qmp: z.string(), agent: z.string(), guestSerial: z.string(), wires: z.string() }),
  /** For the next boot. */
  boot: z.object({
    options: boxOptionsSchema,
    kernel: z.string(),
    initrd: z.string(),
    cmdline: z.string(),
    uefiVars: z.string(),
    imageHash: z.string(),
  }),
  /** The directory of the suspended box that this one goes on from when it is switched on; null: it boots. */
  resumesFrom: z.string().nullable().default(null),
  accel: z.object({ kind: z.enum(['kvm', 'tcg']), reason: z.string() }),
});

export type LabState = z.infer<typeof labStateSchema>;

export function toStateFile(dir: string): string {
  return join(dir, 'lab.json');
}

export async function readState(dir: string): Promise<LabState> {
  const file = toStateFile(dir);
  const text = await readFile(file, 'utf8').catch((cause) => {
    throw new LabError('no-box', `${file} is not there`, {
      hint: `\`lab up --dir ${dir}\` makes a box`,
      cause,
    });
  });
  const state = labStateSchema.safeParse(JSON.parse(text));
  if (state.success) return state.data;
  const hint = 'end its QEMU by the pid in the file, and remove the directory';
  throw new LabError('no-box', `${file} is of another version of the lab`, { hint, cause: state.error });
}

/** Replaces the file in one step: nobody reads half of it. */
export async function writeState(dir: string, state: LabState): Promise<void> {
  const file = toStateFile(dir);
  await writeFile(`${file}.new`, `${JSON.stringify(state, null, 2)}\n`);
  await rename(`${file}.new`, file);
}
