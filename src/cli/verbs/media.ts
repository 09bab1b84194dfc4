import { isDrive, type MediaRow } from '../../client/media/words.ts';
import type { MediaAction } from '../../contract/index.ts';
import { carryOut } from '../carry-out.ts';
import type { Context, Verb } from '../command/verb.ts';
import { Refused } from '../exit.ts';
import { find, findDisk, readAll, toPartition } from '../find-medium.ts';
import { renderImages, renderMedia, renderMedium } from '../media-text.ts';
import { rules } from './media-rules.ts';

const aboutId = [
  'ID is the path of USB ports, for example 1-2.3, with the LUN where there are several: 1-2.3:1.',
  'Of a drive that is built in it is the port of its controller, for example ata3.',
];

const list: Verb = {
  path: ['media', 'list'],
  summary: 'Show the USB disks and drives, who has them and why',
  details: [...aboutId, 'With ID and --json, only that one is printed.'],
  args: [{ name: 'ID', required: false }],
  examples: [
    'bezel media',
    'bezel media list 1-2',
    "bezel media list --json | jq -r '.media[].serial'",
    "bezel media list --json | jq -r '.drives[].label'",
  ],
  isDefault: true,
  run: async ({ client, out, args, signal }) => {
    const [media, drives] = await readAll(client, signal);
    const [id] = args;
    const one = id === undefined ? undefined : find(id, [...media.media, ...drives.drives]);
    const { drives: rows, problems } = drives;
    if (out.json)
      out.printJson(one ?? { ...media, drives: rows, problems: [...media.problems, ...problems] });
    else out.print(one === undefined ? renderMedia(media, drives) : renderMedium(one, out.columns));
    return undefined;
  },
};

async function findNamed({ client, args, signal }: Context): Promise<MediaRow> {
  const [{ media }, { drives }] = await readAll(client, signal);
  return find(args[0] ?? '', [...media, ...drives]);
}

const doing = (action: Exclude<MediaAction, 'lend'>, summary: string, details: string[]): Verb => ({
  path: ['media', action],
  summary,
  details: [...aboutId, ...details],
  args: [{ name: 'ID', required: true }],
  options: ['no-wait'],
  examples: [`bezel media ${action} 1-2`],
  run: async (context: Context) => {
    const { client, signal } = context;
    const row = await findNamed(context);
    const body = { id: row.id };
    if (!isDrive(row)) {
      const accepted = await client.call(`media.${action}`, { body }, { signal });
      return carryOut(context, accepted, { tellsEnd: action === 'remove' });
    }
    if (action !== 'attach' && action !== 'detach')
      throw new Refused(
        'media.no-disk',
        `${row.id} is a drive`,
        `Open its tray: bezel media eject ${row.id}`,
      );
    return carryOut(context, await client.call(`drives.${action}`, { body }, { signal }));
  },
});

const attach = doing('attach', 'Give a USB disk or a drive to the guest', [
  'For one that was taken back, or that a rule of the policy leaves to a technician.',
]);
const detach = doing('detach', 'Take a USB disk or a drive from the guest', [
  'It ends when the guest has let go: then it may be pulled out. Unmount it in the guest first.',
  'The guest gets it again when it is plugged in anew, or given.',
]);

const remove = doing('remove', 'Have the guest let go of a USB disk safely, so that it may be unplugged', [
  'The guest is asked by its agent to write everything to it, and then to let go. It ends when the disk may be unplugged.',
  'Without an agent in the guest, or where that refuses, it says so: what the guest had not written is lost then.',
]);

const lend: Verb = {
  path: ['media', 'lend'],
  summary: 'Take a USB disk from the guest and mount it for the host',
  details: [
    ...aboutId,
    'It ends when the disk is mounted, and says where. The guest is asked to write everything to it first.',
    'Only file systems of sticks and discs are mounted: vfat, exfat, udf, iso9660.',
  ],
  args: [{ name: 'ID', required: true }],
  options: ['partition', 'write', 'no-wait'],
  examples: ['bezel media lend 1-2', 'bezel media lend 1-2 --partition 1 --write'],
  run: async (context: Context) => {
    const { client, options, signal } = context;
    const partition = toPartition(lend, options.partition);
    const { id } = await findDisk(client, context.args[0] ?? '', 'Only disks are lent', signal);
    const body = { id, write: options.write === true, ...partition };
    return carryOut(context, await client.call('media.lend', { body }, { signal }), { tellsEnd: true });
  },
};

const giveBack = doing('return', 'Unmount a USB disk that the host has borrowed', [
  'It ends when all of it is written. The guest has it again, as before.',
]);

const eject: Verb = {
  path: ['media', 'eject'],
  summary: 'Open the tray of a CD or DVD drive',
  details: [
    ...aboutId,
    'A tray that the guest has locked stays closed: then eject it there, or, if nothing else helps, here by force.',
  ],
  args: [{ name: 'ID', required: true }],
  options: ['force', 'no-wait'],
  examples: ['bezel media eject ata3', 'bezel media eject ata3 --force'],
  run: async (context: Context) => {
    const { client, options, signal } = context;
    const row = await findNamed(context);
    if (!isDrive(row))
      throw new Refused('media.no-drive', `${row.id} is no drive`, 'Take it back: bezel media detach');
    const body = { id: row.id, force: options.force === true };
    return carryOut(context, await client.call('drives.eject', { body }, { signal }));
  },
};

const insert: Verb = {
  path: ['media', 'insert'],
  summary: 'Give the guest a file on a lent disk as the disc in a drive',
  details: [
    'ID is that of the drive, whose mode is medium: the guest has one of its own there. FILE is the whole path of the image of a disc.',
    'The guest is asked to let go of what is in its drive. The image stays until it is ejected: bezel media eject ID.',
    'Until then the disk that it is on cannot be returned.',
  ],
  args: [
    { name: 'ID', required: true },
    { name: 'FILE', required: true },
  ],
  options: ['no-wait'],
  examples: ['bezel media insert ata3 /run/bezel-lent/1-2-0-17/install.iso'],
  run: async (context: Context) => {
    const { client, args, signal } = context;
    const row = await findNamed(context);
    if (!isDrive(row))
      throw new Refused('media.no-drive', `${row.id} is no drive`, 'See which there are: bezel media');
    const body = { id: row.id, file: args[1] ?? '' };
    return carryOut(context, await client.call('drives.insert', { body }, { signal }));
  },
};

const images: Verb = {
  path: ['media', 'images'],
  summary: 'Show the images of discs on the disks that the host has borrowed',
  details: [
    'Images are files whose names end with .iso, in the top folder of a disk or in one right in it: 100 at most.',
  ],
  examples: ['bezel media images', "bezel media images --json | jq -r '.images[].path'"],
  run: async ({ client, out, signal }) => {
    const found = await client.call('drives.images', {}, { signal });
    if (out.json) out.printJson(found);
    else out.print(renderImages(found));
    return undefined;
  },
};

export const media: Verb[] = [list, attach, detach, remove, eject, insert, images, lend, giveBack, rules];
