/** Lines for the journal, which reads a priority at their beginning; see sd-daemon(3). The same line is written once, until another comes. */
export interface Log {
  info(message: string): void;
  warn(message: string): void;
}

const priorities = { info: '<6>', warn: '<4>' } as const;
const maxLength = 500;

/** What comes from devices and from the guest's VNC server may be in a message: control characters are left out. */
export function createLog(write: (line: string) => void): Log {
  let last = '';
  const tell = (level: keyof typeof priorities, message: string): void => {
    const text = message.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').slice(0, maxLength);
    if (text === last) return;
    last = text;
    write(`${priorities[level]}${text}\n`);
  };
  return { info: (message) => tell('info', message), warn: (message) => tell('warn', message) };
}
