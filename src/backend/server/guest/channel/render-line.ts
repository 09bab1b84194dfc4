import type { ErrorBody, GuestEvents } from '../../../../contract/index.ts';
import type { RequestId } from './parse-request.ts';

/** An answer; its keys are in this order, so that a shell can read it. `body` is JSON text. */
export const renderAnswer = (id: RequestId | null, status: number, body: string): string =>
  `{"id":${JSON.stringify(id)},"status":${status},"body":${body === '' ? 'null' : body}}\n`;

export const renderRefusal = (id: RequestId | null, status: number, code: string, message: string): string =>
  renderAnswer(id, status, JSON.stringify({ error: { code, message } } satisfies ErrorBody));

export const renderEvents = (events: GuestEvents): string => `{"events":${JSON.stringify(events)}}\n`;
