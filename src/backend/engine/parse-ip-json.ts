/**
 * What `ip -json` prints. A link's name may have control characters in it, which iproute2 (6.1 to 6.15) leaves as they are, and JSON does not
 * allow: one such link would hide all others. Between the values there are none but line ends. Throws on text that is no JSON.
 */
export const parseIpJson = (text: string): unknown =>
  JSON.parse(
    text.replace(controls, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`),
  );

const controls = /[\u0001-\u0009\u000b\u000c\u000e-\u001f]/g;
