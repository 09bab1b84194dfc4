import type { Mistake } from '../mistake.ts';
import type { Path } from '../parse-yaml.ts';

/** A value of a list's member that is to be there only once. */
export interface Once {
  path: Path;
  /** `undefined` is no value: any number of them may be there. */
  value: string | undefined;
  /** The member that has it, as the message names it: `guest.disks[0]`. */
  owner: string;
}

/** A mistake for each value that an earlier member has already. */
export function findRepeated(values: readonly Once[]): Mistake[] {
  const owners = new Map<string, string>();
  return values.flatMap(({ path, value, owner }) => {
    if (value === undefined) return [];
    const first = owners.get(value);
    if (first === undefined) {
      owners.set(value, owner);
      return [];
    }
    return [{ path, message: `${first} has it already` }];
  });
}
