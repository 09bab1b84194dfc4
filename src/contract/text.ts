// biome-ignore-all lint/suspicious/noControlCharactersInRegex: removing them is this module's work

const SEQUENCES =
  /(?:\u001b\]|\u009d)[^\u0007\u001b\u009c]*(?:\u0007|\u001b\\|\u009c)?|(?:\u001b[PX^_]|[\u0090\u0098\u009e\u009f])[^\u001b\u009c]*(?:\u001b\\|\u009c)?|(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]?|\u001b[ -/]*[0-~]?/g;
const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/g;
const LONE_SURROGATES = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/**
 * One line of text that is safe on any terminal: escape sequences (ECMA-48 CSI, OSC, DCS, PM, APC, 7 and 8 bit) are removed whole,
 * other control, zero-width and bidirectional characters too; tabs and line ends become one space. Everything that comes from a
 * device, the guest, a file or the network passes here before it reaches a screen.
 */
export function plainText(text: string): string {
  return text
    .replace(/[\t\r\n\v\f]+/g, ' ')
    .replace(SEQUENCES, '')
    .replace(CONTROLS, '')
    .replace(LONE_SURROGATES, '\ufffd');
}

/** As `plainText`, keeping line ends; for text that is shown in several lines. */
export function plainLines(text: string): string[] {
  return text.split(/\r\n|\r|\n/).map(plainText);
}
