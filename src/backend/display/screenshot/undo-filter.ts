/**
 * Makes the bytes of a row of a PNG out of what its filter left, in place; `before` is the row above, or zeros. False for a filter that does not exist.
 * https://www.w3.org/TR/png-3/#9Filters
 */
export function undoFilter(filter: number, row: Uint8Array, before: Uint8Array, pixelBytes: number): boolean {
  const { length } = row;
  switch (filter) {
    case 0:
      return true;
    case 1:
      for (let x = pixelBytes; x < length; x++) row[x] = at(row, x) + at(row, x - pixelBytes);
      return true;
    case 2:
      for (let x = 0; x < length; x++) row[x] = at(row, x) + at(before, x);
      return true;
    case 3:
      for (let x = 0; x < length; x++) {
        const left = x < pixelBytes ? 0 : at(row, x - pixelBytes);
        row[x] = at(row, x) + ((left + at(before, x)) >> 1);
      }
      return true;
    case 4:
      for (let x = 0; x < length; x++) {
        const left = x < pixelBytes ? 0 : at(row, x - pixelBytes);
        const corner = x < pixelBytes ? 0 : at(before, x - pixelBytes);
        row[x] = at(row, x) + paeth(left, at(before, x), corner);
      }
      return true;
    default:
      return false;
  }
}

const at = (bytes: Uint8Array, x: number): number => bytes[x] ?? 0;

/** The nearest of the three to what the slope through them says. */
function paeth(left: number, above: number, corner: number): number {
  const guess = left + above - corner;
  const [toLeft, toAbove, toCorner] = [
    Math.abs(guess - left),
    Math.abs(guess - above),
    Math.abs(guess - corner),
  ];
  if (toLeft <= toAbove && toLeft <= toCorner) return left;
  return toAbove <= toCorner ? above : corner;
}
