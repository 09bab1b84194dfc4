/** `512 MiB`, `15.5 GiB`: one decimal from 1 GiB on, where it says something. */
export function formatMiB(mebibytes: number): string {
  if (mebibytes < 1024) return `${mebibytes} MiB`;
  const gibibytes = mebibytes / 1024;
  return `${gibibytes >= 100 ? Math.round(gibibytes) : Number(gibibytes.toFixed(1))} GiB`;
}

/** The size of a page: `4 KiB`, `2 MiB`, `1 GiB`. */
export const formatKiB = (kibibytes: number): string =>
  kibibytes < 1024 ? `${kibibytes} KiB` : formatMiB(kibibytes / 1024);

/** A disk's size as its maker counts, in powers of 1000: `960 GB`, `1.92 TB`. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${Number(value.toPrecision(3))} ${units[unit]}`;
}

/** `1 Gbit/s`, `2.5 Gbit/s`, `100 Mbit/s`; an odd figure is not rounded. */
export const formatSpeed = (megabits: number): string =>
  megabits >= 1000 && megabits % 100 === 0 ? `${megabits / 1000} Gbit/s` : `${megabits} Mbit/s`;

/** `2 NICs`, `1 NIC`, `no NIC`. */
export const formatCount = (count: number, one: string, many: string): string =>
  count === 0 ? `no ${one}` : `${count} ${count === 1 ? one : many}`;

export const formatYesNo = (value: boolean): string => (value ? 'yes' : 'no');

/** Bits per second in at most six characters, its unit's prefix included: `0`, `999`, `1.23 k`, `45.6 M`, `100 G`. */
export function formatRate(bitsPerSecond: number): string {
  const prefixes = ['', ' k', ' M', ' G', ' T'];
  let value = bitsPerSecond;
  let prefix = 0;
  while (value >= 999.5 && prefix < prefixes.length - 1) {
    value /= 1000;
    prefix++;
  }
  if (prefix === 0) return String(Math.round(value));
  return `${value >= 100 ? Math.round(value) : value.toPrecision(3)}${prefixes[prefix]}`;
}

/** `37.6 Mbit/s`, `0 bit/s`. */
export function formatBitRate(bitsPerSecond: number): string {
  const rate = formatRate(bitsPerSecond);
  return rate.includes(' ') ? `${rate}bit/s` : `${rate} bit/s`;
}

/** A large count with its thousands apart: `1 234 567`. */
export const formatCounted = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ' ');
