import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What of each file of a dump says the most, in the order in which somebody would ask. */
const telling: readonly { file: string; lines: RegExp; last: number }[] = [
  { file: 'outer-qemu.txt', lines: /^VM status|\bHLT=/, last: 4 },
  { file: 'box-status.txt', lines: /\S/, last: 14 },
  { file: 'guest-qemu.txt', lines: /^VM status|^CPU#|\bHLT=|CR2=|^error:/, last: 8 },
  { file: 'guest-serial.txt', lines: /\S/, last: 6 },
  { file: 'guest-serial-received.txt', lines: /\S/, last: 4 },
  { file: 'tty1.txt', lines: /[^\s│─]/, last: 8 },
  { file: 'box-journal.txt', lines: /\S/, last: 16 },
];

/** A dump on one page, for whoever has only the output of a run. Files that are not there are left out. */
export async function readDigest(folder: string): Promise<string> {
  const parts = telling.map(async ({ file, lines, last }) => {
    const text = await readFile(join(folder, file), 'utf8').catch(() => '');
    return toPart(file, text, lines, last);
  });
  return (await Promise.all(parts)).filter((part) => part !== '').join('\n');
}

/** The last lines of a text that say something, under its name, without anything that a terminal would obey. Pure. */
export function toPart(name: string, text: string, lines: RegExp, last: number): string {
  const found = text
    .split(/\r?\n/)
    .map((line) =>
      line
        .replace(/\p{Cc}+/gu, ' ')
        .trimEnd()
        .slice(0, 150),
    )
    .filter((line) => lines.test(line))
    .slice(-last);
  return found.length === 0 ? '' : [`-- ${name}`, ...found].join('\n');
}
