import type { ReactElement } from 'react';
import type { Area } from '../../ui/dialog/dialog.tsx';
import { Form } from '../../ui/form/form.tsx';
import { useDesk } from '../desk/desk.ts';
import { beginningMaintenance } from './doings.ts';
import { maintenanceFields, maintenanceValues, toMaintenanceRequest } from './maintenance-form.ts';

/** Asks why following is suspended, and for how long; what is filled in is confirmed like everything that is done. */
export function MaintenanceForm({ area, onClose }: { area: Area; onClose(): void }): ReactElement {
  const { act, store } = useDesk();
  return (
    <Form
      title="Maintenance: the box does not follow the guest"
      fieldsOf={() => maintenanceFields}
      initial={maintenanceValues}
      area={area}
      onSubmit={(values) => {
        const made = toMaintenanceRequest(values);
        if ('wrong' in made) return made.wrong;
        onClose();
        act(beginningMaintenance(store.getState(), made.request));
        return undefined;
      }}
      onCancel={onClose}
    />
  );
}
