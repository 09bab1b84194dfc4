/** What a USB disk or device calls itself, `SanDisk Ultra`; its kind where it says nothing. Many a model begins with its vendor. */
export function toUsbMake(
  kind: 'disk' | 'device',
  vendor: string | undefined,
  model: string | undefined,
): string {
  if (vendor && model?.toLowerCase().startsWith(vendor.toLowerCase())) return model;
  const said = [vendor, model].filter(Boolean).join(' ');
  return said === '' ? `USB ${kind}` : said;
}
