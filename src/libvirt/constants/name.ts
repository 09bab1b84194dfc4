/** The key under which `value` stands in a table of libvirt's numbers, in lower case with hyphens; `unknown-17` for one from a newer libvirt. */
export function nameIn(table: Readonly<Record<string, number>>, value: number): string {
  const key = Object.keys(table).find((name) => table[name] === value);
  return key === undefined ? `unknown-${value}` : key.toLowerCase().replaceAll('_', '-');
}
