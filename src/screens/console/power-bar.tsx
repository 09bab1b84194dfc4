import type { ReactElement } from 'react';
import { isCounting } from '../../client/power/progress.ts';
import { mayForce, selectPowerAction } from '../../client/power/selectors.ts';
import type { Power } from '../../contract/index.ts';
import { Lines } from '../../ui/text/lines.tsx';
import { useBox } from '../desk/desk.ts';
import { renderPowerBar } from '../desk/power-bar.ts';
import { useSeconds } from '../desk/use-seconds.ts';

/** What is about to happen, on every screen. It moves every second, alone, and only while something counts. */
export function PowerBar({ power, width }: { power: Power; width: number }): ReactElement {
  const now = useSeconds(isCounting(power));
  const may = useBox((state) => ({
    cancel: selectPowerAction(state, 'cancel').allowed,
    force: mayForce(state),
  }));
  return <Lines lines={[renderPowerBar(power, may, width, now)]} width={width} />;
}
