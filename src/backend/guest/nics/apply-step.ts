import type { Hypervisor } from '../../host/hypervisor.ts';
import type { NicStep } from './plan-guest-nics.ts';

export interface NicTools {
  name: string;
  hypervisor: Pick<Hypervisor, 'attachDevice' | 'updateDevice' | 'detachDevice'>;
}

type Apply<K extends NicStep['kind']> = (
  step: Extract<NicStep, { kind: K }>,
  tools: NicTools,
) => Promise<void>;

/** Does one step with the running domain. Of a detach it returns when the guest was asked. */
export function applyNicStep(step: NicStep, tools: NicTools): Promise<void> {
  return (table[step.kind] as Apply<NicStep['kind']>)(step, tools);
}

const table: { [K in NicStep['kind']]: Apply<K> } = {
  'set-link': ({ element }, { name, hypervisor }) => hypervisor.updateDevice(name, element),
  'set-bridge': ({ element }, { name, hypervisor }) => hypervisor.updateDevice(name, element),
  attach: ({ element }, { name, hypervisor }) => hypervisor.attachDevice(name, element),
  detach: ({ alias }, { name, hypervisor }) => hypervisor.detachDevice(name, alias),
};
