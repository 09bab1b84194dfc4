/** USB's classes by the names that the policy and the tools use; https://www.usb.org/defined-class-codes */
export const usbClasses = {
  audio: '01',
  communication: '02',
  hid: '03',
  image: '06',
  printer: '07',
  storage: '08',
  hub: '09',
  data: '0a',
  'smart-card': '0b',
  video: '0e',
  wireless: 'e0',
  vendor: 'ff',
} as const;

/** A class by its name, or two hexadecimal digits. */
export const classPattern = new RegExp(`^(?:${Object.keys(usbClasses).join('|')}|[0-9a-fA-F]{2})$`);

const names = new Map<string, string>(Object.entries(usbClasses).map(([name, id]) => [id, name]));

/** Two hexadecimal digits in small letters, of a name or of digits. */
export const toClassId = (text: string): string =>
  Object.hasOwn(usbClasses, text) ? usbClasses[text as keyof typeof usbClasses] : text.toLowerCase();

/** The name of a class, or its digits where it has none here. */
export const toClassName = (id: string): string => names.get(id) ?? id;
