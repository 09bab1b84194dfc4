import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import * as contract from '../../../src/contract/index.ts';
import { sample } from '../../support/samples.ts';

const schemas: Record<keyof typeof sample, z.ZodType> = {
  status: contract.status,
  guest: contract.guest,
  box: contract.box,
  inventory: contract.inventory,
  config: contract.configStatus,
  changes: contract.configChanges,
  starts: contract.routes['config.starts'].response,
  diff: contract.configDiff,
  access: contract.access,
  network: contract.network,
  media: contract.media,
  mediaRuling: contract.mediaRuling,
  images: contract.imageFiles,
  display: contract.display,
  drives: contract.drives,
  power: contract.power,
  ledger: contract.ledgerPage,
  operation: contract.operation,
  operations: contract.routes['operations.list'].response,
  logPage: contract.logPage,
  declaredIntent: contract.declaredIntent,
  guestEvents: contract.guestEvents,
  guestXml: contract.guestXml,
  error: contract.errorBody,
};

describe('the golden answers', () => {
  test.each(Object.keys(sample) as (keyof typeof sample)[])(
    '%s is what its schema says, and nothing more',
    (name) => {
      const value = sample[name]();
      expect(schemas[name].parse(value)).toEqual(value);
    },
  );
});
