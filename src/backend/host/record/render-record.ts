import type { MachineRecord, RecordedCommand } from './model.ts';

/**
 * A recorded machine as the text of its file: JSON with one path or command a line, sorted, so that the difference of two recordings can be
 * read. Pure ASCII, so that nothing in it acts on a terminal.
 */
export function renderRecord({ version, description, files, commands }: MachineRecord): string {
  const paths = Object.keys(files).sort();
  return [
    '{',
    `"version": ${version},`,
    ...(description === undefined ? [] : [`"description": ${toJson(description)},`]),
    '"files": {',
    ...separate(paths.map((path) => `${toJson(path)}: ${toJson(files[path])}`)),
    '},',
    '"commands": [',
    ...separate([...commands].sort(byVector).map(toJson)),
    ']',
    '}',
    '',
  ].join('\n');
}

const byVector = (a: RecordedCommand, b: RecordedCommand): number => {
  const [left, right] = [toJson(a.run), toJson(b.run)];
  return left === right ? 0 : left < right ? -1 : 1;
};

const separate = (lines: string[]): string[] =>
  lines.map((line, index) => (index === lines.length - 1 ? line : `${line},`));

const toJson = (value: unknown): string =>
  JSON.stringify(value).replace(
    /[^\x20-\x7e]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
