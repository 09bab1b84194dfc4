import type { Step } from './model.ts';

/** As the kernel allows for names of links, less quotes and backslashes, which `ip -batch` would interpret. */
const safeName = /^[^\s/"'\\#]{1,15}$/;

/** Lines for `ip -batch -`, in order. Throws on a name that could be read as anything else than a name. */
export function renderBatch(steps: readonly Step[]): string {
  return steps.map((step) => `${renderStep(step)}\n`).join('');
}

const quiet = 'forward_delay 0 mcast_snooping 0';

function renderStep(step: Step): string {
  switch (step.kind) {
    case 'create-bridge':
      return `link add name ${name(step.bridge)} type bridge stp_state 0 ${quiet}`;
    case 'quiet-bridge':
      // Two lines: while STP is on, the kernel refuses a forward delay of 0, and it looks at the delay first.
      return [`stp_state 0`, quiet]
        .map((s) => `link set dev ${name(step.bridge)} type bridge ${s}`)
        .join('\n');
    case 'make-no-addresses':
      return `link set dev ${name(step.link)} addrgenmode none`;
    case 'flush-addresses':
      return `address flush dev ${name(step.link)}`;
    case 'join':
      return `link set dev ${name(step.nic)} master ${name(step.bridge)}`;
    case 'up':
      return `link set dev ${name(step.link)} up`;
  }
}

function name(text: string): string {
  if (!safeName.test(text) || text === '.' || text === '..')
    throw new Error(`not the name of a link: ${JSON.stringify(text)}`);
  return text;
}
