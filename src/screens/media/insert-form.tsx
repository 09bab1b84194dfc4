import type { ReactElement } from 'react';
import { fileWords, titleWords } from '../../client/media/words.ts';
import { formatBytes } from '../../client/units.ts';
import type { Drive } from '../../contract/index.ts';
import type { Area } from '../../ui/dialog/dialog.tsx';
import { Message } from '../../ui/dialog/message.tsx';
import { Form } from '../../ui/form/form.tsx';
import type { FormField } from '../../ui/form/form-state.ts';
import { useDesk } from '../desk/desk.ts';
import { useFetched } from '../desk/use-fetched.ts';
import { inserting } from './doings.ts';

interface Props {
  drive: Drive;
  area: Area;
  onClose(): void;
}

/** Asks which of the images on lent disks the guest gets as a disc; what is chosen is confirmed like everything that is done. */
export function InsertForm({ drive, area, onClose }: Props): ReactElement | null {
  const { act } = useDesk();
  const fetched = useFetched('images', undefined, (client, options) =>
    client.call('drives.images', {}, options),
  );
  if (fetched === undefined) return null;
  const title = `A disc for ${titleWords(drive)}`;
  const images = 'value' in fetched ? fetched.value.images : [];
  const [first] = images;
  if (first === undefined)
    return (
      <Message
        title={title}
        message={
          'error' in fetched ? fetched.error : 'There is no image on the disks that the host has borrowed'
        }
        hint="Images are files whose names end with .iso, in the top folder of a disk or in one right in it."
        area={area}
        onClose={onClose}
      />
    );
  const field: FormField = {
    ...{ kind: 'choice', id: 'file', label: 'Image' },
    options: images.map(({ path, sizeBytes }) => ({
      value: path,
      label: `${fileWords(path)}, ${formatBytes(sizeBytes)}`,
    })),
  };
  return (
    <Form
      title={title}
      fieldsOf={() => [field]}
      initial={{ file: first.path }}
      area={area}
      onSubmit={({ file }) => {
        onClose();
        if (file !== undefined) act(inserting(drive, file));
        return undefined;
      }}
      onCancel={onClose}
    />
  );
}
