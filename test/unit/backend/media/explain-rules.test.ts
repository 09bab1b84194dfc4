import { expect, test } from 'vitest';
import { explainRules, sayRuling, toImagined } from '../../../../src/backend/media/explain-rules.ts';
import { rulesTestQuery } from '../../../../src/contract/index.ts';
import { policyWith } from './parts.ts';

const { media: policy } = policyWith(
  "{rules: [{action: allow, port: '2-1.*'}, {action: ignore, vendor: 'abcd', class: storage}, {action: ignore, serial: S1}, {action: forbid, removable: true}]}",
);
const explain = (query: object) =>
  explainRules(toImagined(rulesTestQuery.parse(query)), policy, (rule) => 10 + rule);

test('the first rule that fits decides, and each one before it says why it does not', () => {
  expect(explain({ port: '1-2', vendor: 'ABCD', class: 'printer', serial: 'S2', removable: 'yes' })).toEqual({
    ...{ action: 'forbid', rule: 4, line: 13 },
    looks: [
      { rule: 1, line: 10, action: 'allow', fits: false, why: 'its port is 1-2, not 2-1.*' },
      { rule: 2, line: 11, action: 'ignore', fits: false, why: 'its class is printer, not storage' },
      { rule: 3, line: 12, action: 'ignore', fits: false, why: 'its serial number is S2, not S1' },
      { rule: 4, line: 13, action: 'forbid', fits: true },
    ],
  });
  expect(explain({ port: '2-1.4' })).toMatchObject({ action: 'allow', rule: 1, looks: [{ fits: true }] });
  expect(explain({ vendor: 'abcd', class: '08' })).toMatchObject({ action: 'ignore', rule: 2 });
});

test('what is not said is not known, and fits no rule that asks for it', () => {
  const ruling = explain({});
  expect(ruling).toMatchObject({ action: 'allow' });
  expect(ruling.rule).toBeUndefined();
  expect(ruling.looks.map(({ why }) => why)).toEqual([
    'its port is not known, not 2-1.*',
    'its vendor is not known, not abcd',
    'its serial number is not known, not S1',
    'it is no disk of which the medium is removable or fixed',
  ]);
  expect(sayRuling(ruling)).toContain('No rule fits');
  expect(explain({ removable: 'no' }).looks.at(-1)?.why).toBe('its medium is fixed');
});

test.each([{ vendor: 'xyz' }, { class: 'disk' }, { port: '1-2.*' }, { removable: 'maybe' }, { other: 'x' }])(
  'nobody is asked about %j',
  (query) => {
    expect(rulesTestQuery.safeParse(query).success).toBe(false);
  },
);
