import { type Document, isMap, isNode, isPair, isScalar, LineCounter, type Node, parseDocument } from 'yaml';
import { type Location, type Problem, plainText } from '../../contract/index.ts';
import { findRepeatedKeys } from './repeated-keys.ts';
import { showValue } from './show-value.ts';

/** A policy has no use for aliases; a few are harmless, a bomb is not. */
const maxAliases = 20;
const maxDepth = 16;
const tooDeep = `more than ${maxDepth} levels of nesting`;
/** The first mistake is real; what follows is mostly its consequence. */
const maxComplaints = 2;

export type Path = readonly PropertyKey[];

/** A YAML document as plain data that still knows where each part of it stands. */
export interface YamlSource {
  value: unknown;
  /** Where the value at `path` stands, or as much of the path as there is. */
  locate(path: Path): Location;
  /** Where the key that ends `path` stands. */
  locateKey(path: Path): Location;
  /** The value at `path` as written, for messages: one short line. */
  show(path: Path): string | undefined;
}

export type ParsedYaml = { ok: true; source: YamlSource } | { ok: false; problems: Problem[] };

/** One YAML 1.2 document of plain data: no tags, no repeated keys, hardly any aliases. */
export function parseYaml(text: string, file: string): ParsedYaml {
  const lines = new LineCounter();
  const fail = (message: string, offset = 0): ParsedYaml => ({
    ok: false,
    problems: [toYamlProblem(message, at(file, lines, offset))],
  });
  let document: Document.Parsed;
  try {
    document = parseDocument(text, {
      lineCounter: lines,
      prettyErrors: false,
      // Its own search for repeated keys takes a time with the square of their number.
      uniqueKeys: false,
      version: '1.2',
      logLevel: 'error',
    });
  } catch (error) {
    return fail(toMessage(error));
  }
  const complaints = [...document.errors, ...document.warnings];
  if (complaints.some(({ message }) => /call stack/.test(message))) return fail(tooDeep);
  if (complaints.length > 0) {
    return {
      ok: false,
      problems: complaints
        .slice(0, maxComplaints)
        .map(({ message, pos }) => toYamlProblem(message, at(file, lines, pos[0]))),
    };
  }
  if (depthOf(document.contents, maxDepth + 1) > maxDepth) return fail(tooDeep);
  const repeated = findRepeatedKeys(document.contents).slice(0, maxComplaints);
  if (repeated.length > 0)
    return {
      ok: false,
      problems: repeated.map(({ key, offset }) =>
        toYamlProblem(`the key "${key}" stands there twice`, at(file, lines, offset)),
      ),
    };
  try {
    const value: unknown = document.toJS({ maxAliasCount: maxAliases });
    return { ok: true, source: toSource(value, document, lines, file) };
  } catch (error) {
    return fail(toMessage(error));
  }
}

function toSource(value: unknown, document: Document.Parsed, lines: LineCounter, file: string): YamlSource {
  const nodeAt = (path: Path): Node | undefined => {
    for (let length = path.length; length >= 0; length--) {
      const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range) return node;
    }
    return undefined;
  };
  return {
    value,
    locate: (path) => at(file, lines, nodeAt(path)?.range?.[0] ?? 0),
    locateKey: (path) => {
      const parent = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
      const pair = isMap(parent)
        ? parent.items.find((item) => isPair(item) && keyOf(item.key) === String(path.at(-1)))
        : undefined;
      const key = isNode(pair?.key) ? pair.key.range?.[0] : undefined;
      return key === undefined ? at(file, lines, nodeAt(path)?.range?.[0] ?? 0) : at(file, lines, key);
    },
    show: (path) => {
      const shown = path.reduce<unknown>(
        (part, key) => (part as Record<PropertyKey, unknown> | undefined)?.[key],
        value,
      );
      return shown === undefined ? undefined : showValue(shown);
    },
  };
}

const keyOf = (key: unknown): string => (isScalar(key) ? String(key.value) : '');

function at(file: string, lines: LineCounter, offset: number): Location {
  const { line, col } = lines.linePos(offset);
  return line > 0 ? { file, line, column: col } : { file, line: 1, column: 1 };
}

const toMessage = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const toYamlProblem = (message: string, where: Location): Problem => ({
  code: 'config.yaml',
  severity: 'error',
  message: `The file is not usable YAML: ${plainText(message)}`,
  where,
});

function depthOf(node: unknown, limit: number): number {
  if (limit === 0) return 0;
  if (isPair(node)) return depthOf(node.value, limit);
  const items = isNode(node) && 'items' in node ? (node.items as unknown[]) : undefined;
  if (items === undefined) return 0;
  return 1 + Math.max(0, ...items.map((item) => depthOf(item, limit - 1)));
}
