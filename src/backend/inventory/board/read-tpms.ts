import { type Fact, type Tpm, unknown } from '../../../contract/index.ts';
import type { Files } from '../../host/files.ts';
import type { ReadText } from '../../host/read-within.ts';
import { toFact } from '../facts.ts';
import { naturally } from '../natural-order.ts';
import { parseLine } from '../parse-scalar.ts';
import { readInTurn } from '../read-in-turn.ts';
import { parseTpmCaps, parseTpmMajor } from './parse-tpm.ts';

const folder = '/sys/class/tpm';

/** The TPMs that a driver has taken, by number. */
export async function readTpms(files: Files, ask: ReadText): Promise<Tpm[]> {
  const entries = await files.listNames(folder);
  const names = (entries.ok ? entries.value : []).filter((name) => /^tpm\d{1,4}$/.test(name)).sort(naturally);
  return (await readInTurn(ask, names, readTpm)).results;
}

async function readTpm(name: string, ask: ReadText): Promise<Tpm> {
  const home = `${folder}/${name}`;
  const version = await readVersion(home, ask);
  const description = await ask(`${home}/device/description`);
  return {
    name,
    version,
    description: toFact(description, parseLine),
    problems:
      version.state === 'unknown'
        ? [
            {
              code: 'inventory.tpm-unreadable',
              severity: 'warning',
              message: `The TPM ${name} does not tell its version: ${version.reason}`,
            },
          ]
        : [],
  };
}

async function readVersion(home: string, ask: ReadText): Promise<Fact<string>> {
  const major = await ask(`${home}/tpm_version_major`);
  if (major.ok || major.why !== 'missing') return toFact(major, parseTpmMajor);
  // Only a TPM 1.2 has it; asking for it makes the TPM answer, which takes longer.
  const caps = await ask(`${home}/caps`);
  return caps.ok ? toFact(caps, parseTpmCaps) : unknown('the machine does not say');
}
