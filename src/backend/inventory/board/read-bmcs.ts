import { type Bmc, unknown } from '../../../contract/index.ts';
import type { Files } from '../../host/files.ts';
import type { ReadText } from '../../host/read-within.ts';
import { orUnknown, toFact } from '../facts.ts';
import { naturally } from '../natural-order.ts';
import { parseLine } from '../parse-scalar.ts';
import { readInTurn } from '../read-in-turn.ts';
import { type ListedBmc, parseBmcs } from '../smbios/parse-bmcs.ts';
import type { SmbiosTable } from '../smbios/read-table.ts';

const devices = '/sys/bus/platform/devices';
const interfaces = '/sys/class/ipmi';

/**
 * Management controllers: those that the kernel's IPMI driver talks to, else those that the firmware lists and no driver has taken, each
 * with a problem.
 */
export async function readBmcs(files: Files, ask: ReadText, { structures }: SmbiosTable): Promise<Bmc[]> {
  const [platform, ipmi] = await Promise.all([files.listNames(devices), files.listNames(interfaces)]);
  const taken = (platform.ok ? platform.value : []).filter((name) => /^ipmi_bmc\.\d+$/.test(name));
  if (taken.length > 0) {
    const names = await Promise.all(
      taken.map(async (device) => ({ device, name: await readName(files, device) })),
    );
    return (await readInTurn(ask, names.sort(byName), readBmc)).results;
  }
  const silent = (ipmi.ok ? ipmi.value : []).filter((name) => /^ipmi\d+$/.test(name));
  return silent.length > 0 ? silent.map(toSilentBmc) : parseBmcs(structures).map(toUntakenBmc);
}

interface Taken {
  device: string;
  name: string;
}

const byName = (a: Taken, b: Taken): number => naturally(a.name, b.name);

/** The interface that programs know it by, for example `ipmi0` for `/dev/ipmi0`, else the device's name. */
async function readName(files: Files, device: string): Promise<string> {
  const entries = await files.listNames(`${devices}/${device}`);
  return (entries.ok ? entries.value : []).find((entry) => /^ipmi\d+$/.test(entry)) ?? device;
}

/** Each attribute may be a question to the controller. */
async function readBmc({ device, name }: Taken, ask: ReadText): Promise<Bmc> {
  const read = async (attribute: string) => toFact(await ask(`${devices}/${device}/${attribute}`), parseLine);
  const ipmiVersion = await read('ipmi_version');
  const firmware = await read('firmware_revision');
  const manufacturerId = await read('manufacturer_id');
  const productId = await read('product_id');
  const isSilent = [ipmiVersion, firmware, manufacturerId, productId].every(
    ({ state }) => state === 'unknown',
  );
  return {
    name,
    ipmiVersion,
    firmware,
    manufacturerId,
    productId,
    problems: isSilent ? [silence(name)] : [],
  };
}

const silence = (name: string): Bmc['problems'][number] => ({
  code: 'inventory.bmc-silent',
  severity: 'warning',
  message: `The management controller ${name} does not say what it is`,
  hint: 'A controller that hangs comes back when the box has been without power for a minute',
});

const toSilentBmc = (name: string): Bmc => ({
  name,
  ...nothing('the machine does not say'),
  problems: [silence(name)],
});

function toUntakenBmc({ via, ipmiVersion }: ListedBmc, index: number): Bmc {
  const reason = 'no driver has taken it';
  return {
    name: `bmc${index}`,
    ...nothing(reason),
    ipmiVersion: orUnknown(ipmiVersion, reason),
    problems: [
      {
        code: 'inventory.bmc-no-driver',
        severity: 'warning',
        message: `The firmware lists a management controller${via === undefined ? '' : ` (${via})`}, and no driver has taken it`,
        hint: "See the kernel's messages, and whether the host image has the drivers for IPMI",
      },
    ],
  };
}

const nothing = (reason: string): Pick<Bmc, 'ipmiVersion' | 'firmware' | 'manufacturerId' | 'productId'> => ({
  ipmiVersion: unknown(reason),
  firmware: unknown(reason),
  manufacturerId: unknown(reason),
  productId: unknown(reason),
});
