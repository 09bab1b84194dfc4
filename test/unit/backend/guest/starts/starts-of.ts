import type { StartRecord } from '../../../../../src/backend/guest/starts/record.ts';

type NewStart = Omit<StartRecord, 'id' | 'outcome' | 'problem'>;

/** A start of the guest as it is written down, with what a test does not care about filled in. */
export const newStart = (parts: Partial<NewStart> = {}): NewStart => ({
  at: '2026-03-01T09:00:00.000Z',
  bootId: 'boot-1',
  origin: 'rendered',
  changes: [],
  xml: '<domain/>',
  spec: undefined,
  identity: undefined,
  policyText: 'version: 1\n',
  ...parts,
});
export const startRecord = (id: number, parts: Partial<StartRecord> = {}): StartRecord => ({
  ...newStart(),
  id,
  outcome: 'started',
  ...parts,
});
