import type { ReactElement } from 'react';
import { Scroll } from '../../ui/scroll/scroll.tsx';
import { line } from '../../ui/text/line.ts';
import { type ScreenProps, useDesk } from '../desk/desk.ts';
import { renderHelp } from './lines.ts';

/** All keys, from the tables that the program itself uses. */
export function Help({ width, height }: ScreenProps): ReactElement {
  const { version, tables } = useDesk();
  const lines = [...renderHelp(tables, width - 1), line(`Bezel ${version}`, 'dim')];
  return <Scroll lines={lines} width={width} height={height} />;
}
