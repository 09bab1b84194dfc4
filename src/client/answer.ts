import type { ErrorBody } from '../contract/index.ts';
import { ApiError, Unreachable } from './errors.ts';

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The error that an answer with a status of 400 or more stands for; also when its body is not the contract's. */
export function toApiError(status: number, text: string): ApiError {
  const error = parseErrorBody(text);
  if (error !== undefined) return new ApiError(status, error);
  return new ApiError(status, {
    code: 'backend.unexpected-answer',
    message: `the backend answered with HTTP status ${status} and no reason`,
    hint: "look at the backend's journal: bezel log",
  });
}

/** The JSON object of a good answer. Throws `Unreachable` when it is none. */
export function parseAnswer(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    if (isObject(value)) return value;
  } catch (cause) {
    throw new Unreachable('garbled', 'the answer is not JSON', cause);
  }
  throw new Unreachable('garbled', 'the answer is not a JSON object');
}

function parseErrorBody(text: string): ErrorBody['error'] | undefined {
  try {
    const body: unknown = JSON.parse(text);
    if (!isObject(body) || !isObject(body.error)) return undefined;
    const { code, message, hint, retryAfterMs, problems } = body.error;
    if (typeof code !== 'string' || typeof message !== 'string') return undefined;
    return {
      code,
      message,
      ...(typeof hint === 'string' && { hint }),
      ...(typeof retryAfterMs === 'number' && { retryAfterMs }),
      ...(Array.isArray(problems) && { problems }),
    };
  } catch {
    return undefined;
  }
}
