const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** A copy of a piece of a long text: the piece itself would keep the whole text in memory for as long as it is in use. */
export const copyText = (piece: string): string => decoder.decode(encoder.encode(piece));
