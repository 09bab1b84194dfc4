import { parseLine } from '../parse-scalar.ts';

/** The firmware that `ethtool -i` names; `undefined` when the driver leaves it empty, as virtual NICs do, or says `N/A`. */
export function parseFirmware(output: string): string | undefined {
  const line = /^firmware-version:(.*)$/m.exec(output)?.[1];
  const firmware = parseLine(line ?? '');
  return firmware === 'N/A' ? undefined : firmware;
}
