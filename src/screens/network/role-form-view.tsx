import type { ReactElement } from 'react';
import type { NetworkPort } from '../../contract/index.ts';
import type { Area } from '../../ui/dialog/dialog.tsx';
import { Form } from '../../ui/form/form.tsx';
import { useDesk } from '../desk/desk.ts';
import { settingRole } from './doings.ts';
import { roleFields, toFormValues, toRoleRequest } from './role-form.ts';

interface Props {
  port: NetworkPort;
  area: Area;
  onClose(): void;
}

/** Asks what a NIC is to be for; what is filled in is confirmed like everything that is done. */
export function RoleForm({ port, area, onClose }: Props): ReactElement {
  const { act } = useDesk();
  return (
    <Form
      title={`What ${port.label} is for`}
      fieldsOf={roleFields}
      initial={toFormValues(port)}
      area={area}
      onSubmit={(values) => {
        const made = toRoleRequest(port.nic, values);
        if ('wrong' in made) return made.wrong;
        onClose();
        act(settingRole(port, made.request));
        return undefined;
      }}
      onCancel={onClose}
    />
  );
}
