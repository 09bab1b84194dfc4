const versions: Record<string, string> = { '1': '1.2', '2': '2.0' };

/** `tpm_version_major`: the TCG's versions that there are. */
export const parseTpmMajor = (text: string): string | undefined => versions[text.trim()];

/** `caps` of a TPM 1.2, from before the kernel had `tpm_version_major` (5.6). */
export const parseTpmCaps = (text: string): string | undefined => /^TCG version: (\d\.\d)$/m.exec(text)?.[1];
