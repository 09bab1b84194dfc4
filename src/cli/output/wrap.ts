import { plainText } from '../../contract/text.ts';

/** Text in lines of at most `columns` characters, broken between words where that is possible. At least one line. */
export function wrap(text: string, columns = 80): string[] {
  const width = Math.max(1, columns);
  const lines: string[] = [];
  let current: string[] = [];
  for (const word of plainText(text).split(' ').filter(Boolean)) {
    const characters = [...word];
    if (current.length > 0 && current.length + 1 + characters.length <= width) {
      current.push(' ', ...characters);
      continue;
    }
    if (current.length > 0) lines.push(current.join(''));
    while (characters.length > width) lines.push(characters.splice(0, width).join(''));
    current = characters;
  }
  return current.length > 0 || lines.length === 0 ? [...lines, current.join('')] : lines;
}
