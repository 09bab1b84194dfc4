const most = 99;

/** What a picture's file is called, where one is there already with a number: names that every file system takes, FAT's too. */
export function planNames(time: Date, mime: string): string[] {
  const at = time.toISOString().slice(0, 19).replace('T', '-').replaceAll(':', '');
  const type = mime === 'image/png' ? 'png' : 'ppm';
  return Array.from({ length: most }, (_, i) => `screenshot-${at}${i === 0 ? '' : `-${i + 1}`}.${type}`);
}
