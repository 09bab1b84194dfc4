/** An EFI variable as efivarfs gives it: four bytes of attributes, then the value. Secure Boot is one byte, 0 or 1 (UEFI 2.10, 3.3). */
export function parseSecureBoot(variable: Uint8Array): boolean | undefined {
  const value = variable.length === 5 ? variable[4] : undefined;
  return value === 1 ? true : value === 0 ? false : undefined;
}
