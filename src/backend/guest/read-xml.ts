import type { GuestXml } from '../../contract/index.ts';
import { OperatorError } from '../engine/operator-error.ts';
import type { Hypervisor } from '../host/hypervisor.ts';
import type { Prepared } from './prepare.ts';
import { toObstacle } from './to-obstacle.ts';

/** The guest's XML of one source. @throws OperatorError when there is none, with the reason */
export async function readGuestXml(
  source: GuestXml['source'],
  name: string,
  hypervisor: Hypervisor,
  prepare: () => Promise<Prepared>,
): Promise<GuestXml> {
  const xml = await readers[source](name, hypervisor, prepare);
  if (xml === undefined) throw missing[source]();
  return { source, xml };
}

type ReadXml = (
  name: string,
  hypervisor: Hypervisor,
  prepare: () => Promise<Prepared>,
) => Promise<string | undefined>;

const readers: Record<GuestXml['source'], ReadXml> = {
  live: async (name, hypervisor) => {
    const domain = await hypervisor.readDomain(name);
    return domain?.state === 'shutoff' ? undefined : domain?.xml;
  },
  defined: (name, hypervisor) => hypervisor.readDefinedXml(name),
  rendered: async (_name, _hypervisor, prepare) => {
    const { rendered, problems } = await prepare();
    if (rendered?.ok) return rendered.xml;
    throw toObstacle(problems);
  },
};

const notFound = { status: 404 } as const;
const neverDefined = (): OperatorError =>
  new OperatorError('guest.not-defined', 'The guest was never defined on this box', notFound);
const missing: Record<GuestXml['source'], () => OperatorError> = {
  live: () => new OperatorError('guest.not-running', 'The guest is off', notFound),
  defined: neverDefined,
  rendered: neverDefined,
};
