import type { Context } from '../context.ts';
import { toProtocolError } from '../errors.ts';
import type { Steps } from '../wire/steps.ts';

/** The version that is spoken, as the number after `003.`. */
export type Version = 3 | 7 | 8;

export function* agreeOnVersion({ reader, outbox }: Context): Steps<Version> {
  yield* reader.need(12);
  const version = parseVersion(reader.take(12).toString('latin1'));
  outbox.send(Buffer.from(`RFB 003.00${version}\n`));
  return version;
}

/** The best that both ends speak. RFC 6143: what is unknown below 3.7 is 3.3; later ones speak 3.8 too. */
export function parseVersion(line: string): Version {
  const [, major = '', minor = ''] = /^RFB (\d{3})\.(\d{3})\n$/.exec(line) ?? [];
  const version = Number(major) * 1000 + Number(minor);
  if (version < 3003 || major === '') throw toProtocolError('the other end does not speak RFB');
  return version < 3007 ? 3 : version < 3008 ? 7 : 8;
}
