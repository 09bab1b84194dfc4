import type { Clock } from '../clock.ts';

/** Within this time a second one counts as meant for the guest. */
const TWICE_MS = 700;

export interface EscapeOptions {
  clock: Clock;
  /** Ctrl and a character, for example `Ctrl-]`. */
  key: string;
  send(text: string): void;
  onLeave(): void;
}

/** The character that a control key sends: `Ctrl-]` is 0x1d. */
export const toControl = (key: string): string => String.fromCharCode((key.codePointAt(5) ?? 0) & 0x1f);

/** Tells the key that leaves from what is typed for the guest: pressed once it leaves, after a moment, pressed twice the guest gets it. */
export function createEscape({ clock, key, send, onLeave }: EscapeOptions): (text: string) => void {
  const control = toControl(key);
  let cancel: (() => void) | undefined;
  let left = false;
  const leave = () => {
    left = true;
    cancel?.();
    onLeave();
  };
  return (text) => {
    let out = '';
    for (const character of text) {
      if (left) return;
      if (cancel === undefined && character === control) cancel = clock.after(TWICE_MS, leave);
      else if (cancel === undefined || character === control) {
        cancel?.();
        cancel = undefined;
        out += character;
      } else {
        if (out !== '') send(out);
        leave();
        return;
      }
    }
    if (out !== '') send(out);
  };
}
