import { randomBytes } from 'node:crypto';
import { type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { type Actor, consolePath, consoleProtocol, consoleRole } from '../../contract/index.ts';
import type { Log } from '../engine/log.ts';
import { OperatorError } from '../engine/operator-error.ts';
import { toErrorAnswer } from './error-answer.ts';
import { requireRole } from './role.ts';

export interface ConsoleDoorOptions {
  log: Log;
  /** Gives the guest's console to who asks; throws an OperatorError where somebody else has it. */
  attach(by: Actor, takeOver: boolean, accept: () => Duplex): void;
  onUse(seat: string): void;
}

const query = /^\?take=(yes|no)$/;

/** Whether a request wants to go on as a console. All others are plain calls, whatever they want to upgrade to. */
export const asksForConsole = ({ method, url = '', headers }: IncomingMessage): boolean =>
  method === 'GET' && url.split('?')[0] === consolePath && headers.upgrade?.toLowerCase() === consoleProtocol;

/** Answers such a request on its socket: 101 and the guest's console, or why not. The role is checked first, as of every call. */
export function answerConsole(
  { url = '' }: IncomingMessage,
  socket: Duplex,
  head: Buffer,
  by: Actor,
  { log, attach, onUse }: ConsoleDoorOptions,
): void {
  const call = { call: `GET ${consolePath}`, seat: by.seat };
  try {
    requireRole(by, consoleRole);
    onUse(by.seat);
    attach(by, readTakeOver(url), () => {
      socket.write(
        `HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: ${consoleProtocol}\r\n\r\n`,
      );
      if (head.length > 0) socket.unshift(head);
      return socket;
    });
  } catch (error) {
    const id = randomBytes(4).toString('hex');
    const { status, body, bug } = toErrorAnswer(error, id);
    if (bug) log.error(`A call failed by a mistake in the backend (${id})`, { ...call, error });
    else log.debug(`A call was refused: ${body.error.message}`, { ...call, code: body.error.code });
    socket.on('error', () => {});
    socket.end(renderAnswer(status, JSON.stringify(body)));
  }
}

/** What a plain `GET` gets, which cannot become a console. */
export function registerConsoleHint(app: FastifyInstance): void {
  app.get(consolePath, (request) => {
    requireRole(request.by, consoleRole);
    throw new OperatorError('request.needs-upgrade', "The guest's console is no plain call", {
      status: 426,
      hint: `Ask with the headers Connection: Upgrade and Upgrade: ${consoleProtocol}, or use: bezel guest console`,
    });
  });
}

function readTakeOver(url: string): boolean {
  const search = url.slice(consolePath.length);
  const [, take = 'no'] = query.exec(search) ?? [];
  if (search !== '' && !query.test(search))
    throw new OperatorError('request.invalid', 'query: take is yes or no', { status: 400 });
  return take === 'yes';
}

const renderAnswer = (status: number, text: string): string =>
  [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    'Connection: close',
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(text)}`,
    '',
    text,
  ].join('\r\n');
