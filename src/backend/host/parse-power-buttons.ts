/** BUS_HOST of linux/input.h: a part of the machine itself, as ACPI or a GPIO line shows it. */
const busHost = '0019';
const keyPower = 116;
const bitsOfWord = 64;

/**
 * The power buttons in /proc/bus/input/devices, by the names of their event devices (`event0`). A keyboard with a power key is none: who
 * reaches a keyboard, which may be a remote one, has not reached the box.
 */
export function parsePowerButtons(text: string): string[] {
  return text.split('\n\n').flatMap((device) => {
    const bus = /^I: Bus=([0-9a-f]{4}) /m.exec(device)?.[1];
    const keys = /^B: KEY=([0-9a-f ]+)$/m.exec(device)?.[1] ?? '';
    const handlers = /^H: Handlers=(.*)$/m.exec(device)?.[1] ?? '';
    if (bus !== busHost || !hasKey(keys, keyPower)) return [];
    return handlers.split(' ').filter((handler) => /^event\d+$/.test(handler));
  });
}

/** Words of 64 bits in hexadecimal, the highest first; leading ones that are 0 are left out. */
function hasKey(words: string, key: number): boolean {
  const word = words
    .trim()
    .split(/ +/)
    .at(-1 - Math.floor(key / bitsOfWord));
  return word !== undefined && word !== '' && ((BigInt(`0x${word}`) >> BigInt(key % bitsOfWord)) & 1n) === 1n;
}
