export interface SmbiosVersion {
  major: number;
  minor: number;
}

/** The version in an entry point of either kind (`_SM_` or `_SM3_`), DSP0134 chapter 5.2. */
export function parseSmbiosVersion(entryPoint: Uint8Array): SmbiosVersion | undefined {
  const anchor = String.fromCharCode(...entryPoint.subarray(0, 5));
  const at = anchor === '_SM3_' ? 7 : anchor.startsWith('_SM_') ? 6 : undefined;
  const [major, minor] = at === undefined ? [] : entryPoint.subarray(at, at + 2);
  return major === undefined || minor === undefined ? undefined : { major, minor };
}
