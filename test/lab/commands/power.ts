import type { Box } from '../driver/box.ts';
import { makeBox } from '../driver/lab.ts';
import type { BoxOptions } from '../driver/options.ts';
import { readSmbiosFile } from '../driver/smbios.ts';
import { type Arguments, toNumber, UsageError } from './arguments.ts';
import { type Command, type Output, withBox } from './command.ts';

const waits = ['api', 'shell', 'none'];

async function waitForBox(box: Box, args: Arguments): Promise<void> {
  const wait = String(args.options.wait ?? 'api');
  if (wait === 'none') return;
  await box.shellReady();
  await box.openGuestSerial();
  if (wait === 'api') await box.apiReady();
}

function checkWait({ options }: Arguments): void {
  const wait = options.wait;
  if (wait !== undefined && !waits.includes(String(wait)))
    throw new UsageError(`--wait takes ${waits.join(', ')}`);
}

/** What lab.json says, as it is: for people and programs alike. */
function printBox(box: Box, output: Output): void {
  output.print(JSON.stringify(box.state, null, 2));
}

async function readBoxOptions(args: Arguments): Promise<BoxOptions> {
  const { options, path, rest } = args;
  const { smbios, firmware, append } = options;
  const numbers = {
    memoryMiB: toNumber(args, 'memory'),
    cpus: toNumber(args, 'cpus'),
    nics: toNumber(args, 'nics'),
    diskGiB: toNumber(args, 'disk'),
  };
  const given = Object.fromEntries(Object.entries(numbers).filter(([, value]) => value !== undefined));
  return {
    ...given,
    ...(typeof firmware === 'string' && { firmware: firmware as 'direct' }),
    ...(typeof append === 'string' && { appendCmdline: append }),
    ...(typeof smbios === 'string' && { smbios: await readSmbiosFile(path(smbios)) }),
    qemuArgs: rest,
  };
}

export const up: Command = {
  usage:
    'up [--memory MiB] [--cpus N] [--nics N] [--smbios FILE] [--disk GiB] [--firmware direct|uefi|bios] [-- QEMU ARGS]',
  summary: 'make a new box, switch it on, wait for its API, and print its lab.json',
  options: {
    ...{
      memory: 'string',
      cpus: 'string',
      nics: 'string',
      smbios: 'string',
      disk: 'string',
      firmware: 'string',
    },
    ...{ append: 'string', image: 'string', wait: 'string' },
  },
  async run(args, output) {
    checkWait(args);
    const { image } = args.options;
    const options = await readBoxOptions(args);
    const box = await makeBox(args.dir, options, typeof image === 'string' ? args.path(image) : undefined);
    await switchOn(box, args, output);
  },
};

export const boot: Command = {
  usage: 'boot [--memory MiB] [--cpus N] [--nics N] [--smbios FILE] [--wait api|shell|none]',
  summary: 'switch the same box on again, with the same disk; other parts may have been put in',
  options: { memory: 'string', cpus: 'string', nics: 'string', smbios: 'string', wait: 'string' },
  async run(args, output) {
    checkWait(args);
    const { qemuArgs: _, ...parts } = await readBoxOptions(args);
    await withBox(args, async (box) => {
      await box.refit(parts);
      await switchOn(box, args, output);
    });
  },
};

async function switchOn(box: Box, args: Arguments, output: Output): Promise<void> {
  try {
    await box.switchOn({ owned: false });
    await waitForBox(box, args);
    printBox(box, output);
  } finally {
    await box.disconnect();
  }
}

export const down: Command = {
  usage: 'down',
  summary: 'shut the box down in good order',
  run: (args) => withBox(args, (box) => box.shutDown()),
};

export const cut: Command = {
  usage: 'cut',
  summary: 'pull the power cord',
  run: (args) => withBox(args, (box) => box.cut()),
};

export const power: Command = {
  usage: 'power',
  summary: "press the box's power button",
  run: (args) => withBox(args, (box) => box.pressPower()),
};

export const info: Command = {
  usage: 'info',
  summary: 'print lab.json again',
  async run(args, output) {
    await withBox(args, async (box) => printBox(box, output));
  },
};
