import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { type ErrorBody, type Problem, plainText } from '../../contract/index.ts';
import { OperatorError } from '../engine/operator-error.ts';

export interface ErrorAnswer {
  status: number;
  body: ErrorBody;
  /** Not the caller's fault: the error itself belongs into the log, under the id that the body names. */
  bug: boolean;
}

/** What is answered when a call fails. `id` names the log line of a mistake of ours; nothing else of that one leaves the backend. */
export function toErrorAnswer(error: unknown, id: string): ErrorAnswer {
  if (error instanceof OperatorError) return toOperatorAnswer(error);
  if (hasZodFastifySchemaValidationErrors(error)) return toInvalidAnswer(error);
  const { statusCode, code, message } = error as { statusCode?: unknown; code?: unknown; message?: unknown };
  // Fastify's own refusals: unreadable JSON, a wrong media type, a body that is too large.
  if (String(code).startsWith('FST_ERR_CTP') && typeof statusCode === 'number' && statusCode < 500) {
    return answer(
      statusCode,
      statusCode === 413 ? 'request.too-large' : 'request.unreadable',
      String(message),
    );
  }
  if (code === 'FST_ERR_BAD_URL') return answer(400, 'request.unreadable', String(message));
  if (error instanceof SyntaxError) {
    return answer(400, 'request.unreadable', `The request's body is no JSON: ${error.message}`);
  }
  return {
    status: 500,
    bug: true,
    body: {
      error: {
        code: 'internal',
        message: 'The backend made a mistake',
        hint: `The log tells more under ${id}`,
      },
    },
  };
}

function toOperatorAnswer({ code, message, details }: OperatorError): ErrorAnswer {
  return {
    status: details.status ?? 409,
    bug: false,
    body: {
      error: {
        code,
        message: plainText(message),
        ...(details.hint === undefined ? {} : { hint: plainText(details.hint) }),
        ...(details.retryAfterMs === undefined ? {} : { retryAfterMs: Math.ceil(details.retryAfterMs) }),
        ...(details.problems === undefined ? {} : { problems: details.problems }),
      },
    },
  };
}

interface Invalid {
  validation: readonly { instancePath: string; message?: string | undefined }[];
  validationContext?: string | undefined;
}

function toInvalidAnswer({ validation, validationContext }: Invalid): ErrorAnswer {
  const part = validationContext === 'querystring' ? 'query' : (validationContext ?? 'request');
  const problems = validation.map(({ instancePath, message }): Problem => {
    const field = [part, ...instancePath.split('/').filter((step) => step !== '')].join('.');
    return {
      code: 'request.invalid',
      severity: 'error',
      message: plainText(`${field}: ${message ?? 'not valid'}`),
    };
  });
  const refused = answer(400, 'request.invalid', problems[0]?.message ?? 'The request is not valid');
  refused.body.error.problems = problems;
  return refused;
}

const answer = (status: number, code: string, message: string): ErrorAnswer => ({
  status,
  bug: false,
  body: { error: { code, message: plainText(message) } },
});
