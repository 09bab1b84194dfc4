import type { ReactElement } from 'react';
import { isStale, selectRunning } from '../../client/selectors.ts';
import { Scroll } from '../../ui/scroll/scroll.tsx';
import { line } from '../../ui/text/line.ts';
import { type ScreenProps, useBox, useDesk } from '../desk/desk.ts';
import { renderOverview } from './lines.ts';

/** The product, the guest's state, the figures, and what wants attention. */
export function Overview({ width, height, now }: ScreenProps): ReactElement {
  const { keyOf } = useDesk();
  const view = useBox((state) => ({
    status: state.status,
    network: state.network,
    power: state.power,
    running: selectRunning(state),
    stale: isStale(state),
  }));
  const { status } = view;
  // A column is left for the scroll bar.
  const lines =
    status === undefined
      ? [line('Nothing is known of the box yet.', 'dim')]
      : renderOverview(
          {
            ...view,
            status,
            now,
            configurationKey: keyOf('configuration'),
            networkKey: keyOf('network'),
            powerKey: keyOf('power'),
          },
          width - 1,
          height,
        );
  return <Scroll lines={lines} width={width} height={height} />;
}
