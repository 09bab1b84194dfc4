import { toNumber, toWord, UsageError } from './arguments.ts';
import { type Command, withBox } from './command.ts';

export const screen: Command = {
  usage: 'screen --out FILE.png',
  summary: 'take a picture of what the monitor shows',
  options: { out: 'string' },
  run(args) {
    const { out } = args.options;
    if (typeof out !== 'string') throw new UsageError('--out FILE.png is missing');
    return withBox(args, (box) => box.monitor.save(args.path(out)));
  },
};

export const text: Command = {
  usage: 'text [--vt N]',
  summary: 'print the text on tty1, or on another virtual terminal',
  options: { vt: 'string' },
  run: (args, output) =>
    withBox(args, async (box) => output.print(await box.monitor.text(toNumber(args, 'vt') ?? 1))),
};

export const type: Command = {
  usage: 'type TEXT',
  summary: "type on the box's keyboard",
  run(args) {
    const typed = [...args.words, ...args.rest].join(' ');
    if (typed === '') throw new UsageError('TEXT is missing');
    return withBox(args, (box) => box.keyboard.type(typed));
  },
};

export const key: Command = {
  usage: 'key KEY…',
  summary: 'press keys and combinations, for example: key ctrl-alt-f2 Enter',
  run(args) {
    if (args.words.length === 0) throw new UsageError('KEY is missing');
    return withBox(args, async (box) => {
      for (const combination of args.words) await box.keyboard.press(combination);
    });
  },
};

export const vt: Command = {
  usage: 'vt',
  summary: 'say which virtual terminal the monitor shows',
  run: (args, output) => withBox(args, async (box) => output.print(String(await box.monitor.vt()))),
};

export const plug: Command = {
  usage: 'plug FILE [--id ID] [--read-only]',
  summary: 'plug in a USB stick with a raw image as its content; prints the ID to yank it by',
  options: { id: 'string', 'read-only': 'boolean' },
  run(args, output) {
    const file = args.path(toWord(args, 'FILE'));
    const { id, 'read-only': readOnly } = args.options;
    return withBox(args, async (box) => {
      const name = await box.usb.plug(file, {
        readOnly: readOnly === true,
        ...(typeof id === 'string' && { id }),
      });
      output.print(name, { id: name });
    });
  },
};

export const yank: Command = {
  usage: 'yank ID',
  summary: 'pull a USB stick out without asking',
  run(args) {
    const id = toWord(args, 'ID');
    return withBox(args, (box) => box.usb.yank(id));
  },
};

export const disc: Command = {
  usage: 'disc FILE | --none',
  summary: 'change the disc in the optical drive',
  options: { none: 'boolean' },
  run(args) {
    const none = args.options.none === true;
    if (none && args.words.length > 0) throw new UsageError('disc takes FILE or --none');
    const file = none ? null : args.path(toWord(args, 'FILE'));
    return withBox(args, (box) => box.disc.change(file));
  },
};

export const eject: Command = {
  usage: 'eject',
  summary: "press the optical drive's button",
  run: (args) => withBox(args, (box) => box.disc.pressEject()),
};

export const nic: Command = {
  usage: 'nic add [ID] | remove ID | list',
  summary: 'put a NIC in or take one out while the box runs',
  run(args, output) {
    const [verb, id, extra] = args.words;
    if (extra !== undefined) throw new UsageError(`${extra} is too much`);
    return withBox(args, async (box) => {
      if (verb === 'list') {
        const ids = await box.nics.list();
        output.print(ids.join('\n'), ids);
      } else if (verb === 'add') {
        const added = await box.nics.add(id);
        output.print(added, { id: added });
      } else if (verb === 'remove' && id !== undefined) await box.nics.remove(id);
      else throw new UsageError('nic takes add [ID], remove ID or list');
    });
  },
};

export const cable: Command = {
  usage: 'cable ID up|down',
  summary: "plug a NIC's cable in or pull it",
  run(args) {
    const [id, state, extra] = args.words;
    if (id === undefined || (state !== 'up' && state !== 'down') || extra !== undefined) {
      throw new UsageError('cable takes ID and up or down');
    }
    return withBox(args, (box) => box.nics.cable(id, state));
  },
};
