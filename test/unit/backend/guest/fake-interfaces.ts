import { parseInterfaces } from '../../../../src/backend/guest/nics/parse-interfaces.ts';

/** A running domain's XML, in which each NIC has an alias. */
export const withAliases = (xml: string): string =>
  parseInterfaces(xml).reduce(
    (all, { element, alias, mac }) =>
      alias === undefined ? all.replace(element, () => withAlias(element, mac)) : all,
    xml,
  );

/** The XML with this NIC, in the place of one with its address or as a further one. Two in one place are refused, as QEMU does. */
export function withInterface(xml: string, element: string): string {
  const [nic] = parseInterfaces(element);
  if (nic === undefined) throw new Error(`no NIC: ${element}`);
  const there = parseInterfaces(xml);
  const same = there.find(({ mac }) => mac === nic.mac);
  if (same !== undefined) return xml.replace(same.element, () => element);
  if (there.some(({ bus }) => bus !== undefined && bus === nic.bus))
    throw new Error(`bus ${nic.bus} is taken`);
  return xml.replace('</devices>', () => `  ${withAlias(element, nic.mac)}\n  </devices>`);
}

export const withoutAlias = (xml: string, alias: string): string =>
  parseInterfaces(xml)
    .filter((nic) => nic.alias === alias)
    .reduce((all, { element }) => all.replace(element, ''), xml);

const withAlias = (element: string, mac: string): string =>
  element.replace('</interface>', () => `  <alias name='ua-${mac}'/>\n    </interface>`);
