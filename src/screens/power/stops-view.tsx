import type { ReactElement } from 'react';
import type { LedgerEntry } from '../../contract/index.ts';
import { List } from '../../ui/list/list.tsx';
import { type Line, line, paragraph } from '../../ui/text/line.ts';
import type { Fetched } from '../desk/use-fetched.ts';
import { renderStops } from './ledger-rows.ts';

interface Props {
  fetched: Fetched<readonly LedgerEntry[]>;
  /** Index of the chosen one. */
  chosen: number;
  onChoose(index: number): void;
  /** What stays above the list. */
  head: readonly Line[];
  width: number;
  height: number;
  now: Date;
}

/** The stops of the guest, newest first. */
export function StopsView({ fetched, chosen, onChoose, head, width, height, now }: Props): ReactElement {
  const columns = width - 1;
  const entries = fetched !== undefined && 'value' in fetched ? fetched.value : [];
  const stops = renderStops(entries, columns, now);
  return (
    <List
      head={[...head, line('Stops of the guest', 'title'), ...(entries.length === 0 ? [] : [stops.head])]}
      rows={stops.rows}
      foot={entries.length === 0 ? renderNone(fetched, columns) : []}
      chosen={chosen}
      onChoose={onChoose}
      width={width}
      height={height}
    />
  );
}

function renderNone(fetched: Fetched<readonly LedgerEntry[]>, columns: number): Line[] {
  if (fetched === undefined) return [line('Reading...', 'dim')];
  if ('error' in fetched) return paragraph(fetched.error, columns, 'bad');
  return [line('The guest has not stopped yet.', 'dim')];
}
