import fc from 'fast-check';
import { XMLParser } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import { escapeXml } from '../../../../src/backend/engine/escape-xml.ts';
import { planGuest } from '../../../../src/backend/guest/plan.ts';
import { renderDomain } from '../../../../src/backend/guest/render.ts';
import { known } from '../../../../src/contract/index.ts';
import { anyMachine } from '../../../support/any-machine.ts';
import { domainCases, parsePolicyText, planCase, shippedTemplate } from '../../../support/domain-cases.ts';

const { spec } = planCase('small', domainCases['small-defaults']?.policy ?? '');
const render = (template: string) => {
  if (spec === undefined) throw new Error('no spec');
  return renderDomain({ domain: { text: template, file: 't.xml' } }, spec);
};

function renderWith({ domain = '<domain><devices></devices></domain>', devices, elements }: Texts) {
  if (spec === undefined) throw new Error('no spec');
  const named = (text: string | undefined, file: string) => (text === undefined ? undefined : { text, file });
  return renderDomain(
    {
      domain: { text: domain, file: 'domain.xml' },
      devices: named(devices, 'devices.xml'),
      elements: named(elements, 'elements.xml'),
    },
    spec,
  );
}
interface Texts {
  domain?: string;
  devices?: string;
  elements?: string;
}

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

  it('has what a vendor adds at the end of its devices and of its domain', () => {
    const domain = '<domain>\n  <devices>\n    <a/>\n  </devices>\n</domain>\n';
    const devices =
      "    <b name='{{ name }}'/>\n    {%- for nic in nics %}\n    <c mac='{{ nic.mac }}'/>\n    {%- endfor %}\n";
    expect(renderWith({ domain, devices, elements: '  <d/>\n' })).toEqual({
      ok: true,
      xml: [
        '<domain>',
        '  <devices>',
        '    <a/>',
        "    <b name='guest'/>",
        "    <c mac='56:54:00:00:00:01'/>",
        "    <c mac='56:54:00:00:00:02'/>",
        '  </devices>',
        '  <d/>',
        '</domain>',
        '',
      ].join('\n'),
    });
  });

  it.each([
    [{ devices: '<a>\n{{ nope }}</a>' }, 'guest.template', { file: 'devices.xml', line: 2, column: 4 }],
    [{ elements: '<a>{% if name %}</a>' }, 'guest.template', { file: 'elements.xml', line: 1, column: 4 }],
    [{ devices: '</devices><devices>' }, 'guest.xml-malformed', { file: 'devices.xml' }],
    [{ elements: '<a>' }, 'guest.xml-malformed', { file: 'elements.xml' }],
    [{ domain: '<domain/>', devices: '<a/>' }, 'guest.xml-malformed', { file: 'domain.xml' }],
  ])('that a vendor wrote is named when it is wrong: %o', (texts, code, where) => {
    expect(renderWith(texts)).toMatchObject({ ok: false, problem: { code, where } });
  });

  it('gives the same text each time, well-formed on any machine', () => {
    const policy = parsePolicyText(
      'version: 1\nguest: {accelerator: tcg, disks: [{target: vda, source: /dev/x}]}',
    );
    const hostile = fc.string({ unit: 'binary', minLength: 1 });
    fc.assert(
      fc.property(anyMachine, hostile, (machine, text) => {
        const smbios = { ...machine.smbios, system: { product: known(text) }, oemStrings: [text] };
        const plan = () =>
          planGuest({ ...machine, smbios }, policy, {
            madeUuid: 'f0f0f0f0-1111-4222-8333-444444444444',
            serialLog: '/log',
            ownNetwork: true,
            ownMedia: true,
            sources: [{ exists: true }],
          }).spec;
        const [first, second] = [plan(), plan()];
        if (first === undefined || second === undefined) return;
        const rendered = renderDomain({ domain: shippedTemplate }, first);
        expect(rendered.ok).toBe(true);
        expect(renderDomain({ domain: shippedTemplate }, second)).toEqual(rendered);
      }),
      { numRuns: 25 },
    );
  });

  it('that never ends is stopped', () => {
    expect(render('{% for i in (1..1000000000) %}a{% endfor %}').ok).toBe(false);
  });
});
