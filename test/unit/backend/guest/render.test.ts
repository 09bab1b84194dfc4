import fc from 'fast-check';
import { XMLParser } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import { escapeXml, renderDomain } from '../../../../src/backend/guest/render.ts';
import { domainCases, planCase } from '../../../support/domain-cases.ts';

const { spec } = planCase('small', domainCases['small-defaults']?.policy ?? '');
const render = (template: string) => {
  if (spec === undefined) throw new Error('no spec');
  return renderDomain({ domain: { text: template, file: 't.xml' } }, spec);
};

describe('a template', () => {
  it('gets every value escaped', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const xml = `<a b='${escapeXml(text)}' c="${escapeXml(text)}">${escapeXml(text)}</a>`;
        expect(new XMLParser({ ignoreAttributes: false }).parse(xml)).toHaveProperty('a');
        expect(escapeXml(text)).not.toMatch(/[<>"'\ufffe\uffff]/);
      }),
    );
  });

  it.each([
    ['<a>\n {{ nope }}</a>', 'undefined variable: nope', 2, 5],
    ['<a>\n{{ nics[0].nope }}</a>', 'undefined variable: nics.0.nope', 2, 4],
    ['<a>{{ name | shout }}</a>', 'undefined filter: shout', 1, 4],
    ['<a>{% if name %}</a>', 'tag {% if name %} not closed', 1, 4],
  ])('with a mistake says which and where: %s', (template, message, line, column) => {
    expect(render(template)).toMatchObject({
      ok: false,
      problem: {
        code: 'guest.template',
        message: `The template cannot be rendered: ${message}`,
        where: { file: 't.xml', line, column },
      },
    });
  });

  it('that gives no XML is refused with the line of the result', () => {
    expect(render('<a>\n<b>\n</a>')).toMatchObject({
      ok: false,
      problem: { code: 'guest.xml-malformed', message: expect.stringContaining('line 2') },
    });
  });

  it.each(["{% include '/etc/passwd' %}", "{% layout 'x' %}", "{% render 'x' %}"])(
    'reads no other file: %s',
    (template) => {
      expect(render(template).ok).toBe(false);
    },
  );

  it('that never ends is stopped', () => {
    expect(render('{% for i in (1..1000000000) %}a{% endfor %}').ok).toBe(false);
  });
});
