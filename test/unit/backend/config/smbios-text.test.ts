import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  checkSmbiosText,
  renderSmbiosText,
  smbiosVariables,
} from '../../../../src/backend/config/smbios-text.ts';

const box = {
  system: { manufacturer: 'ACME & Sons', serial: ' S-1 ', family: undefined },
  product: { name: 'Gate <9000>' },
};
const render = (text: string): string => {
  const rendered = renderSmbiosText(text, box);
  return rendered.ok ? rendered.text : `failed: ${rendered.message}`;
};

describe('an SMBIOS text of the policy', () => {
  it.each([
    ['Box', 'Box'],
    ['', ''],
    ['{{ system.manufacturer }} {{ product.name }}', 'ACME & Sons Gate <9000>'],
    ['{{ system.family }}', ''],
    ['{{ chassis.serial }}', ''],
    ['{{ system.family | known: "none" }}', 'none'],
    ['{{ system.serial | known: "none" }}', 'S-1'],
    ['{{ system.family | known: system.manufacturer | upcase }}', 'ACME & SONS'],
    ['{% if system.family == "" %}no{% else %}yes{% endif %}', 'no'],
    ['{{ system.manufacturer | split: " " | first }}-{{ product.name | slice: 0, 4 }}', 'ACME-Gate'],
    ['a{{ "\u001b[31m" }}b', 'ab'],
  ])('%j gives %j', (text, expected) => {
    expect(checkSmbiosText(text)).toBeUndefined();
    expect(render(text)).toBe(expected);
  });

  it.each([
    ['{{ sytem.serial }}', 'there is no variable sytem.serial', 'Did you mean system.serial?'],
    ['{{ system }}', 'there is no variable system', /^There are system\.manufacturer, /],
    ['{{ system.serial.size }}', 'there is no variable system.serial.size', /./],
    ['{{ system[bios.vendor] }}', 'there is no variable system.[…]', /./],
    ['{% if x %}{% endif %}', 'there is no variable x', /^Variables begin with bios, /],
    ['{{ system.serial | append: model }}', 'there is no variable model', /./],
    ['{{ system.serial', 'output "{{ system.serial" not closed', 'A hole is written {{ system.serial }}'],
    ['{{ }}', 'invalid value expression: ""', /./],
    ['{{ system.serial | upper }}', 'there is no filter upper', /lists the filters/],
    ['{{ "now" | date: "%s" }}', 'there is no filter date', /./],
    ['{% for i in (1..9) %}{% endfor %}', 'there is no tag for', 'Tags are if, unless, case'],
    ['{% include "/etc/passwd" %}', 'there is no tag include', /./],
    ['{% if system.serial %}', 'tag {% if system.serial %} not closed', /./],
  ])('%j is refused', (text, message, hint) => {
    expect(checkSmbiosText(text)).toEqual({
      message,
      hint: typeof hint === 'string' ? hint : expect.stringMatching(hint),
    });
  });

  it('is bounded, whatever it does', () => {
    const doubling = `{{ "${'x'.repeat(100)}"${' | append: "y" | split: "" | join: "12345678"'.repeat(6)} }}`;
    expect(checkSmbiosText(doubling)?.message).toMatch(/memory.*limit/);
  });

  it('that is accepted gives one plain line for any box', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc
        .constantFrom(
          ...Object.entries(smbiosVariables).flatMap(([group, names]) => names.map((n) => `${group}.${n}`)),
        )
        .map((variable) => `{{ ${variable} | known: "-" }}`),
    );
    const values = fc.record({
      system: fc.record({
        serial: fc.string({ unit: 'binary' }),
        sku: fc.option(fc.string(), { nil: undefined }),
      }),
    });
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 5 }), values, (pieces, of) => {
        const text = pieces.join('');
        fc.pre(checkSmbiosText(text) === undefined);
        const rendered = renderSmbiosText(text, of);
        expect(rendered).toMatchObject({ ok: true });
        if (rendered.ok) expect(rendered.text).not.toMatch(/[\u0000-\u001f\u007f]/);
      }),
    );
  });
});
