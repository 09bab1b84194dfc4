import { type Fact, factValue, known, type Nic } from '../../contract/index.ts';
import type { Files } from '../host/files.ts';
import type { Reading } from '../host/reading.ts';
import { orUnknown, toFact } from './facts.ts';
import { parsePortName } from './parse-nic.ts';
import { parseCount, parseLine } from './parse-scalar.ts';
import { isPciAddress } from './pci/parse-function.ts';

/** What the chassis' maker calls the port (SMBIOS type 41 or ACPI `_DSM`, which the kernel ties to the PCI device), else its driver. */
export async function readPort(
  files: Files,
  path: Fact<string>,
  name: Reading<string>,
): Promise<Fact<string>> {
  const place = factValue(path);
  const isPci = place !== undefined && isPciAddress(place);
  const label = isPci ? await files.readText(`/sys/bus/pci/devices/${place}/label`) : undefined;
  const says = label?.ok ? parseLine(label.value) : undefined;
  return orUnknown(
    says ?? (name.ok ? parsePortName(name.value) : undefined),
    'neither firmware nor driver says',
  );
}

/** Where several ports are one device, the driver's number tells them apart; it counts from 0. Alone it says nothing. */
export async function readSharedPorts(files: Files, nics: readonly Nic[]): Promise<Nic[]> {
  const places = nics.map(({ path }) => factValue(path));
  return Promise.all(
    nics.map(async (nic, index) => {
      const place = places[index];
      const isAlone = place === undefined || places.indexOf(place) === places.lastIndexOf(place);
      if (isAlone || nic.port.state !== 'unknown') return nic;
      const number = toFact(await files.readText(`/sys/class/net/${nic.name}/dev_port`), parseCount);
      return number.state === 'known' ? { ...nic, port: known(`port ${number.value}`) } : nic;
    }),
  );
}
