import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type MachineRecord, recordLimits } from '../../../../../src/backend/host/record/model.ts';
import { parseRecord } from '../../../../../src/backend/host/record/parse-record.ts';
import { renderRecord } from '../../../../../src/backend/host/record/render-record.ts';
import { handMade } from '../../../../support/hand-made/index.ts';
import { machineFile, machineNames, machineRecord } from '../../../../support/machines.ts';

const text = (change: object): string => JSON.stringify({ version: 1, files: {}, commands: [], ...change });
const path = fc.array(
  fc.stringMatching(/^[^/\0]{1,8}$/u).filter((name) => !/^\.{1,2}$/.test(name)),
  {
    minLength: 1,
    maxLength: 4,
  },
);

describe('a recorded machine', () => {
  it.each(Object.keys(handMade))('that is made by hand is what its file says: %s', (name) => {
    const record = handMade[name];
    expect(record && renderRecord(record)).toBe(readFileSync(machineFile(name), 'utf8'));
  });

  it.each(machineNames)('is in the form in which it is written: %s', (name) => {
    expect(renderRecord(machineRecord(name))).toBe(readFileSync(machineFile(name), 'utf8'));
  });

  it('is written and read without loss, in pure ASCII', () => {
    const files = fc.array(fc.tuple(path, fc.string({ unit: 'grapheme' })), { maxLength: 10 });
    fc.assert(
      fc.property(files, (entries) => {
        const record: MachineRecord = {
          version: 1,
          files: Object.fromEntries(entries.map(([parts, content]) => [`/${parts.join('/')}`, content])),
          commands: [{ run: ['ip', '\u009b'], status: 0, stdout: '\u001b[2J' }],
        };
        const rendered = renderRecord(record);
        expect(rendered).toMatch(/^[\x20-\x7e\n]*$/);
        expect(parseRecord(rendered, 'x')).toEqual({ ok: true, record });
      }),
    );
  });

  it('has one path a line, sorted', () => {
    const record: MachineRecord = {
      version: 1,
      description: 'Two',
      files: { '/b': '2\n', '/a/c': { link: '../b' } },
      commands: [],
    };
    expect(renderRecord(record)).toBe(`{
"version": 1,
"description": "Two",
"files": {
"/a/c": {"link":"../b"},
"/b": "2\\n"
},
"commands": [
]
}
`);
  });

  it.each([
    ['no JSON', '{', 'it is no JSON'],
    ['another version', text({ version: 2 }), 'version: '],
    [
      'a path that is not absolute',
      text({ files: { 'etc/passwd': '' } }),
      'files etc/passwd: an absolute path',
    ],
    ['a path upwards', text({ files: { '/a/../b': '' } }), 'files /a/../b: '],
    [
      'a path that is too deep',
      text({ files: { ['/a'.repeat(recordLimits.depth + 1)]: '' } }),
      'at most 64 deep',
    ],
    ['a path with an empty part', text({ files: { '/a//b': '' } }), 'files /a//b: '],
    ['an entry of an unknown kind', text({ files: { '/a': { socket: true } } }), 'files /a: '],
    ['two kinds in one entry', text({ files: { '/a': { link: 'b', error: 'EIO' } } }), 'files /a: '],
    ['bytes that are no base64', text({ files: { '/a': { base64: '%' } } }), 'files /a base64: '],
    ['a name that is a path', text({ files: { '/a': { folder: ['../b'] } } }), 'files /a folder 0: '],
    [
      'a command without a program',
      text({ commands: [{ run: [], status: 0, stdout: '' }] }),
      'commands 0 run: ',
    ],
    ['a key that nobody knows', text({ extra: 1 }), 'as a whole: '],
    [
      'more commands than any machine',
      text({ commands: Array(recordLimits.commands + 1).fill({ run: ['x'], status: 0, stdout: '' }) }),
      'commands: ',
    ],
  ])('is refused for %s', (_, json, reason) => {
    const parsed = parseRecord(json, 'box.machine.json');
    expect(parsed).toMatchObject({ ok: false, problem: { where: { file: 'box.machine.json' } } });
    expect(!parsed.ok && parsed.problem.message).toContain(reason);
  });

  it('is refused in a line that a screen can show, whatever is in it', () => {
    const parsed = parseRecord(text({ files: { [`/\u001b[2J${'x'.repeat(5000)}`]: 1 } }), 'x');
    expect(!parsed.ok && parsed.problem.message).toMatch(/^[^\u0000-\u001f]{20,400}$/);
  });
});
