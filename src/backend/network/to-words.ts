import { privateLink } from '../../contract/index.ts';
import type { Step } from './model.ts';

/** Of what a plan is. */
export const toName = (nic: string): string =>
  nic === privateLink.bridge ? 'the private link' : `NIC ${nic}`;

/** What was found, of which `step` is the cure. */
export function toWords(step: Step): string {
  switch (step.kind) {
    case 'create-bridge':
      return `${step.bridge} was gone`;
    case 'set-bridge':
      return `the settings of ${step.bridge} were others`;
    case 'mark':
      return `${step.link} was not marked as Bezel's`;
    case 'make-no-addresses':
      return `${step.link} was to give itself addresses`;
    case 'no-arp':
      return `the host spoke ARP on ${step.link}`;
    case 'no-ipv6':
      return `the host spoke IPv6 on ${step.link}`;
    case 'no-bridge-filter':
      return `${step.file} was on`;
    case 'flush-addresses':
      return `${step.link} had an address`;
    case 'set-address':
      return `${step.link} had another hardware address than ${step.address}`;
    case 'speak-arp':
      return `the host spoke no ARP on ${step.link}`;
    case 'guard':
      return `${step.key} of ${step.link} was not ${step.value}`;
    case 'add-ip-address':
      return `${step.link} was without ${step.address}`;
    case 'remove-ip-address':
      return `${step.link} had the address ${step.address}`;
    case 'leave':
      return `${step.link} was a port of ${step.master}`;
    case 'join':
      return `${step.nic} was no port of ${step.bridge}`;
    case 'set-port':
      return `${step.link} passed other frames`;
    case 'set-mtu':
      return `${step.link} had another MTU than ${step.mtu}`;
    case 'up':
      return `${step.link} was down`;
    case 'down':
      return `${step.link} was up`;
    case 'delete-bridge':
      return `${step.bridge} was left over`;
  }
}
