import type { InventorySection } from '../../contract/index.ts';
import { plainText } from '../../contract/text.ts';
import { textOf } from './cells.ts';
import type { Block, Field, HardwareSection, Row } from './model.ts';

/** Something that can be found: a row of a table, a field, or a text. */
export interface Place {
  section: InventorySection;
  /** Index of the block in its section. */
  block: number;
  /** Index of the row or field in its block; 0 in a text. */
  item: number;
}

export interface Index {
  place: Place;
  /** What is searched, in small letters. */
  text: string;
  /** The same without the separators of addresses. */
  squeezed: string;
}

/** All that can be found, in the order in which it is shown. */
export function indexHardware(sections: readonly HardwareSection[]): Index[] {
  return sections.flatMap(({ id, title, blocks }) =>
    blocks.flatMap((block, b) =>
      textsOf(block).map((own, item) => {
        const text = `${title} ${block.title ?? ''} ${own}`.toLowerCase();
        return { place: { section: id, block: b, item }, text, squeezed: squeeze(text) };
      }),
    ),
  );
}

/**
 * Where all words of the query are. Capitals don't count; an address of six hexadecimal digits or more is found however it is
 * separated: `52-54-00`, `52:54:00` and `525400` are the same. Nothing is found for an empty query.
 */
export function searchHardware(index: readonly Index[], query: string): Place[] {
  const words = plainText(query).toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  const wanted = words.map((word) => ({ word, address: toAddress(word) }));
  return index
    .filter(({ text, squeezed }) =>
      wanted.every(
        ({ word, address }) => text.includes(word) || (address !== undefined && squeezed.includes(address)),
      ),
    )
    .map(({ place }) => place);
}

const squeeze = (text: string): string => text.replace(/[:.-]/g, '');

function toAddress(word: string): string | undefined {
  const digits = squeeze(word);
  return /^[0-9a-f]{6,}$/.test(digits) ? digits : undefined;
}

function textsOf(block: Block): string[] {
  switch (block.kind) {
    case 'text':
      return [textOf(block.cell)];
    case 'fields':
      return block.fields.map(fieldText);
    case 'table':
      return block.rows.map(rowText);
  }
}

const fieldText = ({ label, cell }: Field): string => `${label} ${textOf(cell)}`;

const rowText = ({ cells, problems }: Row): string =>
  [
    ...cells.map((cell) => (cell === undefined ? '' : textOf(cell))),
    ...problems.map(({ message }) => message),
  ].join(' ');
