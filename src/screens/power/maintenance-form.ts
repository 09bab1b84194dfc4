import type { MaintenanceRequest } from '../../contract/index.ts';
import type { FormField, FormValues } from '../../ui/form/form-state.ts';

const HOUR = 3600;
const ENDS = [
  { value: '0', label: 'when somebody ends it' },
  { value: String(HOUR), label: 'after 1 hour' },
  { value: String(4 * HOUR), label: 'after 4 hours' },
  { value: String(24 * HOUR), label: 'after 1 day' },
  { value: String(7 * 24 * HOUR), label: 'after 7 days' },
];

/** What the form of maintenance asks for. */
export const maintenanceFields: readonly FormField[] = [
  { kind: 'text', id: 'reason', label: 'Why', longest: 200 },
  { kind: 'choice', id: 'forS', label: 'It ends', options: ENDS },
];

/** At first it ends by itself, so that nobody who forgets it leaves the box without following. */
export const maintenanceValues: FormValues = { reason: '', forS: String(4 * HOUR) };

/** The request that a filled-in form makes, or what is wrong with it. */
export function toMaintenanceRequest({
  reason = '',
  forS = '0',
}: FormValues): { request: MaintenanceRequest } | { wrong: string } {
  const words = reason.trim();
  if (words === '') return { wrong: 'Say why: every seat shows it' };
  return { request: { reason: words, ...(forS !== '0' && { forS: Number(forS) }) } };
}
