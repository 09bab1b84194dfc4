import * as z from 'zod';
import { managementSettings, portRole } from '../../../contract/index.ts';
import type { Log } from '../../engine/log.ts';
import { parseJson } from '../../engine/parse-json.ts';
import type { Files } from '../../host/files.ts';
import type { RoleState } from './model.ts';

const port = z.string().min(1).max(64);
const override = z.discriminatedUnion('role', [
  z.object({ port, role: z.literal(['guest', 'unused']) }),
  z.object({ port, role: z.literal('management'), ...managementSettings.shape }),
]);
const overrides = z.array(override).max(256);
const { address, gateway, dns } = managementSettings.shape;
const policyPort = z.object({
  port,
  role: portRole,
  via: z.enum(['vfio', 'macvtap']).optional(),
  address: address.optional(),
  ...{ gateway, dns },
  allow: z.array(z.int().min(1).max(65535)).optional(),
});
const ports = z.array(policyPort).max(64).optional();

/** A pending change that is damaged is none: it was not confirmed. */
const schema = z.object({
  confirmed: overrides,
  ports,
  refused: ports.catch(undefined),
  pending: z
    .object({ nic: z.string(), message: z.string(), confirmBy: z.iso.datetime(), overrides, ports })
    .optional()
    .catch(undefined),
});

export interface RoleStateFileOptions {
  log: Log;
  /** For example `/var/lib/bezel/network.json`. */
  file: string;
  files: Pick<Files, 'readText'>;
  /** Safe against power cuts. */
  writeFile(path: string, content: string): Promise<void>;
}

/** What of the roles of NICs must outlast the backend and the box's power. */
export class RoleStateFile {
  readonly #options: RoleStateFileOptions;

  constructor(options: RoleStateFileOptions) {
    this.#options = options;
  }

  /** A file that is missing says nothing; neither does one that is damaged, which the log tells: then the policy counts. */
  async read(): Promise<RoleState> {
    const { files, file, log } = this.#options;
    const reading = await files.readText(file);
    if (!reading.ok && reading.why === 'missing') return { confirmed: [] };
    const parsed = schema.safeParse(reading.ok ? parseJson(reading.value) : undefined);
    if (parsed.success) return parsed.data as RoleState;
    log.error(`${file} cannot be understood: NICs are for what the policy says`, {
      why: reading.ok ? parsed.error.message : reading.message,
    });
    return { confirmed: [] };
  }

  /** Throws the system's error: what cannot be written has not happened. */
  async write(state: RoleState): Promise<void> {
    await this.#options.writeFile(this.#options.file, `${JSON.stringify(state)}\n`);
  }
}
