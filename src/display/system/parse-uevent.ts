/** A message of the kernel about a device: `action` is such as `add` or `change`, `subsystem` such as `drm`. */
export interface Uevent {
  action: string;
  subsystem: string;
  /** Whether a monitor may have come or gone. */
  hotPlug: boolean;
}

/** Reads `action@path`, followed by `NAME=value` fields, each with a NUL at its end. What is something else gives nothing. */
export function parseUevent(message: Buffer): Uevent | undefined {
  const [head = '', ...fields] = message.toString('latin1').split('\0');
  if (!/^\w+@\//.test(head)) return undefined;
  const values = new Map(
    fields.map((field) => [field.split('=', 1)[0], field.slice(field.indexOf('=') + 1)]),
  );
  return {
    action: values.get('ACTION') ?? '',
    subsystem: values.get('SUBSYSTEM') ?? '',
    hotPlug: values.get('HOTPLUG') === '1',
  };
}
