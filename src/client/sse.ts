/** One message of a server-sent event stream; `event` is `message` when the server names none. */
export interface SseMessage {
  event: string;
  data: string;
}

export interface SseLimits {
  /** UTF-16 units; a longer line or message throws. */
  maxLine: number;
  maxMessage: number;
}

/**
 * Parser of `text/event-stream` as WHATWG HTML 9.2.6 defines it, without `id` and `retry`, which this API does not use.
 * Takes text in pieces of any size and answers the messages that each piece completes. Throws `RangeError` beyond the limits.
 */
export function createSseParser(limits: SseLimits): (text: string) => SseMessage[] {
  let line = '';
  let first = true;
  let afterCarriageReturn = false;
  let event = '';
  let data: string[] = [];
  let size = 0;

  const endLine = (found: SseMessage[]) => {
    const text = first && line.startsWith('\ufeff') ? line.slice(1) : line;
    first = false;
    line = '';
    if (text === '') {
      if (data.length > 0) found.push({ event: event === '' ? 'message' : event, data: data.join('\n') });
      event = '';
      data = [];
      size = 0;
      return;
    }
    const colon = text.indexOf(':');
    const field = colon < 0 ? text : text.slice(0, colon);
    const value = colon < 0 ? '' : text.slice(text[colon + 1] === ' ' ? colon + 2 : colon + 1);
    if (field === 'event') event = value;
    if (field !== 'data') return;
    size += value.length + 1;
    if (size > limits.maxMessage)
      throw new RangeError(`a message of the event stream is longer than ${limits.maxMessage}`);
    data.push(value);
  };

  return (text) => {
    const found: SseMessage[] = [];
    let from = 0;
    if (afterCarriageReturn && text !== '') {
      afterCarriageReturn = false;
      if (text[0] === '\n') from = 1;
    }
    for (const end of text.matchAll(/\r\n|\r|\n/g)) {
      if (end.index < from) continue;
      line += text.slice(from, end.index);
      checkLine(line, limits.maxLine);
      endLine(found);
      from = end.index + end[0].length;
      afterCarriageReturn = end[0] === '\r' && from === text.length;
    }
    line += text.slice(from);
    checkLine(line, limits.maxLine);
    return found;
  };
}

function checkLine(line: string, maxLine: number): void {
  if (line.length > maxLine) throw new RangeError(`a line of the event stream is longer than ${maxLine}`);
}
