import type { ComponentType } from 'react';
import { confirmKeys, messageKeys, pinKeys, typedKeys } from '../ui/dialog/keys.ts';
import { formKeys } from '../ui/form/keys.ts';
import type { KeySpec, KeyTable } from '../ui/keys/table.ts';
import { scrollKeys } from '../ui/scroll/scroll-keys.ts';
import { Configuration } from './configuration/configuration.tsx';
import { configurationKeys } from './configuration/keys.ts';
import type { ScreenProps } from './desk/desk.ts';
import { GuestScreen } from './guest/guest.tsx';
import { displayKeys, guestKeys, monitorKeys } from './guest/keys.ts';
import { Hardware } from './hardware/hardware.tsx';
import { hardwareKeys, searchKeys } from './hardware/keys.ts';
import { Help } from './help/help.tsx';
import { globalKeys } from './keys.ts';
import { Log } from './log/log.tsx';
import { mediaKeys } from './media/keys.ts';
import { MediaScreen } from './media/media.tsx';
import { networkKeys } from './network/keys.ts';
import { NetworkScreen } from './network/network.tsx';
import { Overview } from './overview/overview.tsx';
import { powerKeys } from './power/keys.ts';
import { PowerScreen } from './power/power.tsx';

export interface Screen {
  id: string;
  title: string;
  /** Shown in the list; the function key of the same number leads here too. */
  key: string;
  component: ComponentType<ScreenProps>;
  keys: KeyTable;
}

/** The screens, in the order of the list. */
export const screens: readonly Screen[] = [
  { id: 'overview', title: 'Overview', key: '1', component: Overview, keys: {} },
  { id: 'hardware', title: 'Hardware', key: '2', component: Hardware, keys: hardwareKeys },
  { id: 'guest', title: 'Guest', key: '3', component: GuestScreen, keys: guestKeys },
  { id: 'network', title: 'Network', key: '4', component: NetworkScreen, keys: networkKeys },
  { id: 'media', title: 'Media', key: '5', component: MediaScreen, keys: mediaKeys },
  { id: 'power', title: 'Power', key: '6', component: PowerScreen, keys: powerKeys },
  {
    id: 'configuration',
    title: 'Configuration',
    key: '7',
    component: Configuration,
    keys: configurationKeys,
  },
  { id: 'log', title: 'Log', key: '8', component: Log, keys: {} },
  { id: 'help', title: 'Help', key: '9', component: Help, keys: {} },
];

/** The keys that lead to the screens, as a table with an entry for each. */
export const sectionKeys: KeyTable = Object.fromEntries(
  screens.map(({ id, title, key }): [string, KeySpec] => [
    `go-${id}`,
    { keys: [key, `F${key}`], show: `${key}, F${key}, Esc ${key}`, help: `Go to ${title}` },
  ]),
);

/** Every table of keys there is, as the help page and the documents show them. */
export const allKeys: readonly { title: string; keys: KeyTable }[] = [
  { title: 'Everywhere', keys: { ...sectionKeys, ...globalKeys } },
  { title: 'Lists and long texts', keys: scrollKeys },
  ...screens.filter(({ keys }) => Object.keys(keys).length > 0).map(({ title, keys }) => ({ title, keys })),
  { title: "The guest's display", keys: displayKeys },
  { title: "The box's monitor", keys: monitorKeys },
  { title: 'Searching the hardware', keys: searchKeys },
  { title: 'Forms', keys: formKeys },
  { title: 'When the console asks', keys: confirmKeys },
  { title: 'When a word has to be typed', keys: typedKeys },
  { title: "The technician's PIN", keys: pinKeys },
  { title: 'Messages', keys: messageKeys },
];
