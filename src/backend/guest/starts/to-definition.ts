import type { Inventory } from '../../../contract/index.ts';
import { planPages } from '../plan-pages.ts';
import type { Definition } from '../plan-steps.ts';
import { parseSpec } from './parse-spec.ts';
import type { StartedWith } from './record.ts';

/** What libvirt and the kernel are to be given for a start on this box, after a start with `before`. */
export function toDefinition(
  { xml, spec }: StartedWith,
  box: Pick<Inventory, 'memory'>,
  before: StartedWith | undefined,
): Definition {
  const { memory, cells, name } = parseSpec(spec);
  const nameBefore = parseSpec(before?.spec).name;
  const uuid = /<uuid>\s*([^<]*?)\s*<\/uuid>/.exec(xml)?.[1]?.toLowerCase();
  return {
    xml,
    uuid,
    formerly: nameBefore === name ? undefined : nameBefore,
    pages:
      memory === undefined || cells === undefined
        ? 'unknown'
        : (planPages({ memory, cells }, box.memory.numaNodes) ?? 'none'),
  };
}
