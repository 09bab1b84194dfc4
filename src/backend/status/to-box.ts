import { type Box, factValue, unknown } from '../../contract/index.ts';
import { type StatusParts, toProduct } from './to-status.ts';

/** Which box this is, for those who ask for nothing else. */
export function toBox({ version, product, inventory }: BoxParts): Box {
  const cpu = inventory?.cpu;
  return {
    version,
    product: toProduct(product, inventory),
    hardware: {
      processor: {
        model: cpu?.model ?? notRead,
        sockets: cpu?.sockets ?? notRead,
        cores: cpu?.cores ?? notRead,
        threads: cpu?.online ?? notRead,
      },
      memoryMiB: inventory?.memory.totalMiB ?? notRead,
      nics: (inventory?.nics ?? []).map(({ name, port, permanentMac }) => ({
        label: factValue(port) ?? name,
        permanentMac,
      })),
    },
  };
}

type BoxParts = Pick<StatusParts, 'version' | 'product' | 'inventory'>;
const notRead = unknown('not read yet');
