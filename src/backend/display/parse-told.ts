import { plainText } from '../../contract/index.ts';
import { type ToldDisplay, toldDisplay } from './model.ts';

/** What a line of the viewer says; undefined for what is no such line. Texts are plain. */
export function parseTold(line: string): ToldDisplay | undefined {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return undefined;
  }
  const parsed = toldDisplay.safeParse(value);
  if (!parsed.success) return undefined;
  const told = parsed.data;
  return {
    ...told,
    outputs: told.outputs.map((each) => ({ ...each, name: plainText(each.name) })),
    connectors: told.connectors.map((each) => ({ ...each, name: plainText(each.name) })),
    inputs: told.inputs.map(plainText),
    ...(told.failure === undefined ? {} : { failure: plainText(told.failure) }),
  };
}
