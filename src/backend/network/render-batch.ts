import { type ToLinkWord, toLinkName } from './link-words.ts';
import type { BridgeSettings, Step } from './model.ts';
import { ourMark } from './model.ts';

/** Steps that `ip` does; the others are written to files. */
export type LinkStep = Exclude<Step, { kind: 'no-ipv6' | 'no-bridge-filter' | 'guard' }>;

/** Lines for `ip -batch -`, in order. Throws on a name that could be read as anything else than a name; `word` says how links that are there are called. */
export function renderBatch(steps: readonly LinkStep[], word: ToLinkWord = toLinkName): string {
  return steps.map((step) => `${renderStep(step, word)}\n`).join('');
}

function renderStep(step: LinkStep, word: ToLinkWord): string {
  switch (step.kind) {
    case 'create-bridge':
      return `link add name ${toLinkName(step.bridge)} type bridge ${renderSettings(asMade, step.settings)}`;
    case 'set-bridge':
      // STP on a line before: while it is on, the kernel refuses a forward delay of 0, and it looks at the delay first.
      return [...(step.from.stp ? ['stp_state 0'] : []), renderSettings(step.from, step.settings)]
        .filter((settings) => settings !== '')
        .map((settings) => `link set dev ${word(step.bridge)} type bridge ${settings}`)
        .join('\n');
    case 'delete-bridge':
      return `link delete dev ${word(step.bridge)} type bridge`;
    case 'join':
      return `link set dev ${word(step.nic)} master ${toLinkName(step.bridge)}`;
    case 'set-address': {
      const set = (what: string): string => `link set dev ${word(step.link)} ${what}`;
      const address = set(`address ${toAddress(step.address)}`);
      // Most drivers refuse it while the link is up (EBUSY, see eth_prepare_mac_addr_change).
      return step.isUp ? [set('down'), address, set('up')].join('\n') : address;
    }
    case 'flush-addresses':
      return `address flush dev ${word(step.link)}`;
    case 'add-ip-address':
      return `address add ${toIpAddress(step.address)} broadcast + scope link dev ${word(step.link)}`;
    case 'remove-ip-address':
      return `address delete ${toIpAddress(step.address)} dev ${word(step.link)}`;
    default:
      return `link set dev ${word(step.link)} ${renderChange(step)}`;
  }
}

type Change = Extract<
  LinkStep,
  {
    kind:
      | 'mark'
      | 'make-no-addresses'
      | 'no-arp'
      | 'speak-arp'
      | 'leave'
      | 'set-port'
      | 'set-mtu'
      | 'up'
      | 'down';
  }
>;

function renderChange(step: Change): string {
  switch (step.kind) {
    case 'mark':
      return `alias ${ourMark}`;
    case 'make-no-addresses':
      return 'addrgenmode none';
    case 'no-arp':
      return 'arp off';
    case 'speak-arp':
      return 'arp on';
    case 'leave':
      return 'nomaster';
    case 'set-port':
      return `type bridge_slave group_fwd_mask ${step.mask}`;
    case 'set-mtu':
      return `mtu ${step.mtu}`;
    case 'up':
    case 'down':
      return step.kind;
  }
}

/** What a new bridge has. STP is turned off all the same. */
const asMade: BridgeSettings = {
  ...{ stp: false, forwardDelay: 1500, multicastSnooping: true },
  ...{ forwardMask: 0, vlanFiltering: false, callsFilter: false },
};

/** Only what is another: a kernel that was built without a feature refuses to turn it off. */
function renderSettings(from: BridgeSettings, to: BridgeSettings): string {
  const isOther = (key: keyof BridgeSettings): boolean => from[key] !== to[key];
  return [
    ...(from === asMade ? ['stp_state 0'] : []),
    ...(isOther('forwardDelay') ? [`forward_delay ${to.forwardDelay}`] : []),
    ...(isOther('multicastSnooping') ? [`mcast_snooping ${to.multicastSnooping ? 1 : 0}`] : []),
    ...(isOther('forwardMask') ? [`group_fwd_mask ${to.forwardMask}`] : []),
    ...(isOther('vlanFiltering') ? ['vlan_filtering 0'] : []),
    ...(isOther('callsFilter') ? ['nf_call_iptables 0 nf_call_ip6tables 0 nf_call_arptables 0'] : []),
  ].join(' ');
}

function toAddress(text: string): string {
  if (!/^([0-9a-f]{2}:){5}[0-9a-f]{2}$/.test(text))
    throw new Error(`not a hardware address: ${JSON.stringify(text)}`);
  return text;
}

/** An IP address with its prefix length, as text that is safe in a batch. */
function toIpAddress(text: string): string {
  if (!/^[0-9a-f.:]+\/\d{1,3}$/i.test(text)) throw new Error(`not an IP address: ${JSON.stringify(text)}`);
  return text;
}
