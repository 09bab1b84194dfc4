/** Something the person at the lab can act on: what failed, why, and what to try. */
export class LabError extends Error {
  readonly code: string;
  readonly hint: string | undefined;

  constructor(code: string, message: string, options: { hint?: string; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.name = 'LabError';
    this.code = code;
    this.hint = options.hint;
  }
}

/** Something was waited for and did not come. */
export class LabTimeout extends LabError {
  constructor(message: string, options: { hint?: string; cause?: unknown } = {}) {
    super('timeout', message, options);
    this.name = 'LabTimeout';
  }
}

/** A story needs something this machine doesn't have; the message is the reason to print. */
export class NotAvailable extends LabError {
  constructor(message: string) {
    super('not-available', message);
    this.name = 'NotAvailable';
  }
}
