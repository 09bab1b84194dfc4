/** What libvirt wants in an SMBIOS field, in words, where `value` is not that: it refuses the whole domain. */
export function toWantedForm(group: string, name: string, value: string): string | undefined {
  if (group !== 'bios') return undefined;
  if (name === 'date' && !isDate(value)) return 'mm/dd/yyyy';
  if (name === 'release' && !isRelease(value)) return 'two numbers up to 255 with a dot between them';
  return undefined;
}

const isRelease = (text: string): boolean =>
  /^\d{1,3}\.\d{1,3}$/.test(text) && text.split('.').every((part) => Number(part) <= 255);

function isDate(text: string): boolean {
  const [, month, day, year] = /^(\d{2})\/(\d{2})\/(\d{2}|\d{4})$/.exec(text) ?? [];
  if (month === undefined || day === undefined || year === undefined) return false;
  const fullYear = year.length === 2 ? 1900 + Number(year) : Number(year);
  return (
    Number(month) >= 1 && Number(month) <= 12 && Number(day) >= 1 && Number(day) <= 31 && fullYear >= 1900
  );
}
