import { expect, it } from 'vitest';
import { areRulesAsWanted } from '../../../../src/backend/network/parse-rules.ts';
import { renderRules } from '../../../../src/backend/network/render-rules.ts';

/** As nftables 1.0.6 prints the table. */
const listed = (handle: number, elem: string[], more: object[] = []): string =>
  JSON.stringify({
    nftables: [
      { metainfo: { version: '1.0.6', release_name: 'Lester Gooch #5', json_schema_version: 1 } },
      { table: { family: 'inet', name: 'bezel', handle } },
      { set: { family: 'inet', name: 'inside', table: 'bezel', type: 'ifname', handle, elem } },
      ...['input', 'output', 'forward'].map((hook) => ({
        chain: {
          ...{ family: 'inet', table: 'bezel', name: hook, handle, type: 'filter', hook, prio: -150 },
          policy: hook === 'forward' ? 'drop' : 'accept',
        },
      })),
      ...['input', 'output'].map((chain) => ({
        rule: {
          ...{ family: 'inet', table: 'bezel', chain, handle },
          expr: [
            {
              match: {
                op: '!=',
                left: { meta: { key: chain === 'input' ? 'iifname' : 'oifname' } },
                right: '@inside',
              },
            },
            { drop: null },
          ],
        },
      })),
      ...more,
    ],
  });

it('knows its own table, whatever numbers the kernel gave to its parts', () => {
  expect(areRulesAsWanted(listed(2, ['lo']), { inside: ['lo'] })).toBe(true);
  expect(areRulesAsWanted(listed(9, ['lo', 'bezel0']), { inside: ['bezel0', 'lo'] })).toBe(true);
});

it('knows a table that is another, or none', () => {
  expect(areRulesAsWanted(listed(2, ['lo', 'eth0']), { inside: ['lo'] })).toBe(false);
  const accept = {
    rule: { family: 'inet', table: 'bezel', chain: 'input', handle: 1, expr: [{ accept: null }] },
  };
  expect(areRulesAsWanted(listed(2, ['lo'], [accept]), { inside: ['lo'] })).toBe(false);
  for (const text of ['', '[]', '{"nftables": 1}', '{"nftables": []}'])
    expect(areRulesAsWanted(text, { inside: ['lo'] })).toBe(false);
});

it('takes no name that could end the text of the set', () => {
  expect(() => renderRules({ inside: ['lo', 'x" }'] })).toThrow('not the name of a link');
});
