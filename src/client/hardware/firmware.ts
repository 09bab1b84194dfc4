import type { Inventory } from '../../contract/index.ts';
import { field } from './cells.ts';
import type { Block } from './model.ts';

export const describeFirmware = ({ firmware: { kind, secureBoot } }: Inventory): Block[] => [
  {
    kind: 'fields',
    fields: [
      field(
        'Started by',
        kind,
        (name) => name.toUpperCase(),
        () => 'main',
      ),
      field('Secure Boot', secureBoot, (on) => (on ? 'on' : 'off')),
    ],
  },
];
