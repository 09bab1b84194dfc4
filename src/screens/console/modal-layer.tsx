import type { ReactElement } from 'react';
import { Confirm } from '../../ui/dialog/confirm.tsx';
import type { Area } from '../../ui/dialog/dialog.tsx';
import { Message } from '../../ui/dialog/message.tsx';
import { TypedConfirm } from '../../ui/dialog/typed-confirm.tsx';
import { Unlock } from './unlock.tsx';
import type { Acting, Modal } from './use-acting.ts';

interface Props {
  acting: Acting;
  modal: Modal;
  area: Area;
}

/** The question or message on top of everything. */
export function ModalLayer({ acting, modal, area }: Props): ReactElement {
  if (modal.kind === 'pin') {
    const purpose =
      modal.next === undefined
        ? 'Unlocks this seat.'
        : `${modal.next.title} This needs the technician's PIN.`;
    return <Unlock area={area} purpose={purpose} onUnlocked={acting.unlocked} onCancel={acting.close} />;
  }
  if (modal.kind === 'confirm') {
    const { title, consequence, yes, word } = modal.doing;
    if (word !== undefined) {
      return (
        <TypedConfirm
          title={title}
          consequence={consequence}
          word={word}
          area={area}
          onYes={acting.confirmed}
          onNo={acting.close}
        />
      );
    }
    return (
      <Confirm
        title={title}
        consequence={consequence}
        yes={yes}
        area={area}
        onYes={acting.confirmed}
        onNo={acting.close}
      />
    );
  }
  const { title = 'That did not work', message, hint, code } = modal.failure;
  return (
    <Message title={title} message={message} hint={hint} code={code} area={area} onClose={acting.close} />
  );
}
