import { parseArguments, UsageError } from './commands/arguments.ts';
import type { Output } from './commands/command.ts';
import { commands, renderHelp } from './commands/table.ts';
import { LabError } from './driver/errors.ts';

async function main(argv: string[]): Promise<number> {
  const [name, ...rest] = argv;
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    process.stdout.write(renderHelp());
    return name === undefined ? 2 : 0;
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) throw new UsageError(`${name} is not a command`);
  const dashes = rest.indexOf('--');
  if (rest.slice(0, dashes < 0 ? undefined : dashes).includes('--help')) {
    process.stdout.write(`Usage: npm run -s lab -- ${command.usage}\n\n${command.summary}\n`);
    return 0;
  }
  const args = parseArguments(rest, command.options ?? {}, process.env.INIT_CWD ?? process.cwd());
  const output: Output = {
    print(text, json) {
      const shown = args.json && json !== undefined ? JSON.stringify(json, null, 2) : text;
      process.stdout.write(`${shown}\n`);
    },
    pass: (stream, bytes) => process[stream].write(bytes),
  };
  return (await command.run(args, output)) ?? 0;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const { message } = error as Error;
  const hint = error instanceof LabError || error instanceof UsageError ? error.hint : (error as Error).stack;
  process.stderr.write(`lab: ${message}\n${hint === undefined ? '' : `     ${hint}\n`}`);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
