import type { Block } from '../../client/hardware/model.ts';
import { blank, line, paragraph } from '../../ui/text/line.ts';
import { tellCell, toneOf } from '../desk/render-cell.ts';
import { renderField } from '../desk/render-fields.ts';
import type { Item, View } from './items.ts';
import { renderTable } from './render-table.ts';

/** A section of the hardware, `columns` wide, an empty line between its parts. */
export function renderBlocks(blocks: readonly Block[], columns: number, view: View): Item[] {
  return blocks.flatMap((block, b): Item[] => [
    ...(b === 0 ? [] : [{ lines: [blank] }]),
    ...(block.title === undefined ? [] : [{ lines: [line(block.title, 'title')] }]),
    ...renderBlock(block, b, columns, view),
  ]);
}

function renderBlock(block: Block, b: number, columns: number, view: View): Item[] {
  const { now } = view;
  switch (block.kind) {
    case 'fields':
      return block.fields.map((field, item) => ({
        place: { block: b, item },
        lines: renderField(field, columns, now),
      }));
    case 'text':
      return [
        {
          place: { block: b, item: 0 },
          lines: paragraph(tellCell(block.cell, now), columns, toneOf(block.cell)),
        },
      ];
    case 'table':
      return [
        ...renderTable(block, b, columns, view),
        ...block.notes.map((note) => ({ lines: renderField(note, columns, now) })),
      ];
  }
}
