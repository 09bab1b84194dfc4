import type { Policy } from '../backend/config/policy/policy.ts';
import { readPolicy } from '../backend/config/read-policy.ts';
import { prepareGuest } from '../backend/guest/prepare.ts';
import { commandsOf } from '../backend/host/record/commands-of.ts';
import { filesOf } from '../backend/host/record/files-of.ts';
import type { MachineRecord } from '../backend/host/record/model.ts';
import { readRecord } from '../backend/host/record/read-record.ts';
import { readInventory } from '../backend/inventory/read-inventory.ts';
import { permanentMacsBy } from '../backend/inventory/read-permanent-macs.ts';
import type { RenderAnswer, RenderRequest } from '../cli/workbench.ts';
import type { Inventory } from '../contract/index.ts';
import { type Desk, deskSerialLog, deskUuid, withDisks } from './desk.ts';

/** The domain XML that the box would give its guest, if it were the recorded machine. */
export async function renderConfig(desk: Desk, request: RenderRequest): Promise<RenderAnswer> {
  const [machine, policy] = await Promise.all([
    readRecord(desk.files, request.machineFile),
    readPolicy(desk.files, request.policyFile),
  ]);
  if (!machine.ok || !policy.ok) {
    return { problems: [...(machine.ok ? [] : [machine.problem]), ...(policy.ok ? [] : policy.problems)] };
  }
  const { plan, rendered, problems } = await prepareGuest(
    {
      files: withDisks(desk.files),
      template: desk.template,
      serialLog: deskSerialLog,
      ownNetwork: true,
      ownMedia: true,
    },
    await readRecorded(machine.record),
    withTemplate(policy.policy, request.templateFile),
    { identity: undefined, madeUuid: deskUuid },
  );
  return {
    ...(rendered?.ok ? { xml: rendered.xml } : {}),
    ...(plan.spec === undefined ? {} : { spec: plan.spec }),
    problems,
  };
}

const withTemplate = ({ guest, ...policy }: Policy, domain: string | undefined): Policy => ({
  ...policy,
  guest: domain === undefined ? guest : { ...guest, template: { ...guest.template, domain } },
});

/** The time is of no matter to the guest. */
const readRecorded = (record: MachineRecord): Promise<Inventory> =>
  readInventory(filesOf(record), permanentMacsBy(commandsOf(record)), new Date(0));
