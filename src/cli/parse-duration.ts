const UNITS: Record<string, number> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** Seconds of `90s`, `30m`, `4h`, `2d`, `1h30m`; `undefined` for anything else. A figure without a unit is seconds. */
export function parseDuration(text: string): number | undefined {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  if (!/^(?:\d{1,9}[smhd])+$/.test(text)) return undefined;
  return [...text.matchAll(/(\d+)([smhd])/g)].reduce(
    (sum, [, figure, unit = 's']) => sum + Number(figure) * (UNITS[unit] ?? 1),
    0,
  );
}
