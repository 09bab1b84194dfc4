import type { RfbOptions } from '../connection.ts';

export const NONE = 1;
export const VNC = 2;
export const VENCRYPT = 19;

/** What VeNCrypt can do within TLS, by its own numbers. */
export const SUBTYPES = {
  tlsNone: 257,
  tlsVnc: 258,
  tlsPlain: 259,
  x509None: 260,
  x509Vnc: 261,
  x509Plain: 262,
} as const;

export type Subtype = keyof typeof SUBTYPES;

type Means = Pick<RfbOptions, 'tls' | 'credentials'>;

/** The kinds that we take, best first. Who names a certificate's authority gets nothing less than that. */
export function planSecurity({ tls, credentials }: Means): number[] {
  if (tls !== undefined) return [VENCRYPT];
  return [VENCRYPT, ...(credentials?.password === undefined ? [] : [VNC]), NONE];
}

/** Likewise within VeNCrypt. Without a certificate, TLS hides what is said only from those who don't interfere. */
export function planSubtypes({ tls, credentials }: Means): Subtype[] {
  const hasPassword = credentials?.password !== undefined;
  const isPlain = hasPassword && credentials.username !== undefined;
  if (tls !== undefined)
    return [
      ...(isPlain ? (['x509Plain'] as const) : []),
      ...(hasPassword ? (['x509Vnc'] as const) : []),
      'x509None',
    ];
  return [
    ...(isPlain ? (['tlsPlain'] as const) : []),
    ...(hasPassword ? (['tlsVnc'] as const) : []),
    'tlsNone',
  ];
}
