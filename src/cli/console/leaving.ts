import { OTHER_SCREEN_OFF, RESET } from '../../client/console/filter.ts';

const OTHER_SCREEN = /\u001b\[\?[0-9;]*?(?<![0-9])(?:47|1047|1049)(?![0-9])[0-9;]*([hl])/g;

/** Keeps in mind what a terminal has to be brought back from. */
export interface Leaving {
  /** Looks at what goes to the terminal, and hands it on. */
  see(text: string): string;
  /** What makes the terminal as it was, with the cursor in its last line. */
  render(): string;
}

export function createLeaving(): Leaving {
  let isOther = false;
  return {
    see: (text) => {
      const last = [...text.matchAll(OTHER_SCREEN)].at(-1);
      if (last !== undefined) isOther = last[1] === 'h';
      return text;
    },
    // A terminal that is not on the other screen would move the cursor.
    render: () => `${isOther ? OTHER_SCREEN_OFF : ''}${RESET}\u001b[999;1H\r\n`,
  };
}
