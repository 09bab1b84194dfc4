import { type Path, parseYaml, type YamlSource } from './parse-yaml.ts';

/** Finds where things stand in a policy's text, which is read once as long as it stays the same. */
export class PolicyLines {
  readonly #readText: () => string | undefined;
  #text: string | undefined;
  #source: YamlSource | undefined;

  constructor(readText: () => string | undefined) {
    this.#readText = readText;
  }

  /** The line of the value at `path`; `undefined` without a text. */
  lineOf(path: Path): number | undefined {
    const text = this.#readText();
    if (text !== this.#text) {
      const parsed = text === undefined ? undefined : parseYaml(text, '');
      this.#source = parsed?.ok === true ? parsed.source : undefined;
      this.#text = text;
    }
    return this.#source?.locate(path).line;
  }
}
