import type { ReactElement } from 'react';
import { selectFileTakers } from '../../client/media/file-takers.ts';
import { sizeWords, titleWords } from '../../client/media/words.ts';
import type { Area } from '../../ui/dialog/dialog.tsx';
import { Message } from '../../ui/dialog/message.tsx';
import { Form } from '../../ui/form/form.tsx';
import type { FormField } from '../../ui/form/form-state.ts';
import { useBox, useDesk } from '../desk/desk.ts';
import { saving } from './doings.ts';

interface Props {
  area: Area;
  onClose(): void;
}

const mostOthers = 3;

/** Asks which of several disks a picture is saved on, or says that there is none. */
export function SaveDialog({ area, onClose }: Props): ReactElement {
  const { act } = useDesk();
  const { takers, others } = useBox(selectFileTakers);
  const [first] = takers;
  if (first === undefined)
    return (
      <Message
        title="No disk to save a picture on"
        message={
          others.length === 0 ? 'Plug a USB stick into the box.' : others.slice(0, mostOthers).join('. ')
        }
        hint="A picture is saved on a USB disk with a file system of vfat or exfat."
        area={area}
        onClose={onClose}
      />
    );
  const field: FormField = {
    ...{ kind: 'choice', id: 'disk', label: 'Disk' },
    options: takers.map((disk) => ({ value: disk.id, label: `${titleWords(disk)}, ${sizeWords(disk)}` })),
  };
  return (
    <Form
      title="Save a picture of the display"
      fieldsOf={() => [field]}
      initial={{ disk: first.id }}
      area={area}
      onSubmit={({ disk }) => {
        const chosen = takers.find(({ id }) => id === disk);
        if (chosen === undefined) return 'It was pulled out: choose another one';
        onClose();
        act(saving(chosen));
        return undefined;
      }}
      onCancel={onClose}
    />
  );
}
