/** What depmod's files say about one kernel's modules. */
export interface ModuleTable {
  /** Path below the modules' directory (`kernel/drivers/…/virtio_blk.ko.xz`), by name with underscores. */
  readonly paths: ReadonlyMap<string, string>;
  /** What must be loaded before a module, by path, nearest first. */
  readonly needs: ReadonlyMap<string, readonly string[]>;
  /** Names that are part of the kernel itself. */
  readonly builtin: ReadonlySet<string>;
}

function toName(file: string): string {
  return file
    .replace(/^.*\//, '')
    .replace(/\.ko(?:\.\w+)?$/, '')
    .replaceAll('-', '_');
}

/** Parses `modules.dep` and `modules.builtin`. */
export function parseModules(dep: string, builtin: string): ModuleTable {
  const paths = new Map<string, string>();
  const needs = new Map<string, readonly string[]>();
  for (const line of dep.split('\n')) {
    const [file, rest] = line.split(':');
    if (file !== undefined && rest !== undefined) {
      paths.set(toName(file), file);
      needs.set(file, rest.split(' ').filter(Boolean));
    }
  }
  return { paths, needs, builtin: new Set(builtin.split('\n').filter(Boolean).map(toName)) };
}

/** The files to load, in order, so that the wanted modules work. Throws when the kernel has no such module. */
export function planModules(table: ModuleTable, wanted: readonly string[]): string[] {
  const order = new Set<string>();
  for (const name of wanted.map(toName)) {
    const file = table.paths.get(name);
    if (file === undefined) {
      if (table.builtin.has(name)) {
        continue;
      }
      throw new Error(`The kernel has no module ${name}`);
    }
    // depmod lists the nearest need first and the deepest last.
    for (const need of [...(table.needs.get(file) ?? [])].reverse()) {
      order.add(need);
    }
    order.add(file);
  }
  return [...order];
}
