import { u32 } from '../xdr/scalars.ts';
import { onDomain, optionalText, remote } from './wire.ts';

/** Calls whose success opens a stream. */
export const streamProcedures = {
  openConsole: remote(201, 'virDomainOpenConsole', { ...onDomain, device: optionalText, flags: u32 }),
  screenshot: remote(
    211,
    'virDomainScreenshot',
    { ...onDomain, screen: u32, flags: u32 },
    { mime: optionalText },
  ),
  openChannel: remote(296, 'virDomainOpenChannel', { ...onDomain, name: optionalText, flags: u32 }),
} as const;
