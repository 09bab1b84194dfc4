const controls = /[\u0000-\u001f\u007f-\u009f]+/g;

/** The text on one line without anything that a terminal would obey. */
export function toPlainLine(text: string): string {
  return text
    .replace(/\u001b\[[0-9;?]*[A-Za-z]/g, '')
    .replace(controls, ' ')
    .trim();
}

/** `4.2 s` below a minute, `1 min 23 s` from there on. */
export function toElapsed(ms: number): string {
  if (ms < 59_950) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`;
}

/** Cuts to a width in characters, with an ellipsis where something is missing. */
export function toWidth(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, Math.max(0, width - 1))}…`;
}
