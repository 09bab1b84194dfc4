import { type ReactElement, useEffect, useState } from 'react';
import type { Area } from '../../ui/dialog/dialog.tsx';
import { Message } from '../../ui/dialog/message.tsx';
import { PinDialog } from '../../ui/dialog/pin.tsx';
import { useDesk } from '../desk/desk.ts';
import { toFailure } from '../desk/failure.ts';

interface Props {
  area: Area;
  purpose: string;
  onUnlocked(): void;
  onCancel(): void;
}

/** Asks for the PIN and has it checked by the backend, which also says when the next try may be. */
export function Unlock({ area, purpose, onUnlocked, onCancel }: Props): ReactElement {
  const { client, clock } = useDesk();
  const [pinSet, setPinSet] = useState(true);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string>();
  const [waitUntil, setWaitUntil] = useState(0);
  const [now, setNow] = useState(() => clock.now().getTime());
  const waitSeconds = Math.ceil((waitUntil - now) / 1000);

  const wait = (ms: number) => {
    const time = clock.now().getTime();
    setNow(time);
    setWaitUntil(time + ms);
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once, when the question appears
  useEffect(() => {
    client.call('access.get').then(
      (access) => {
        setPinSet(access.pinSet);
        if (access.retryAfterMs > 0) wait(access.retryAfterMs);
      },
      () => {},
    );
  }, [client]);

  // Counts down while a try would be too early, and rests otherwise.
  useEffect(() => {
    if (waitSeconds > 0) return clock.after(1000, () => setNow(clock.now().getTime()));
  }, [clock, waitSeconds]);

  const submit = (pin: string) => {
    setBusy(true);
    setFailure(undefined);
    client
      .call('access.unlock', { body: { pin } })
      .then(onUnlocked, (error: unknown) => {
        const { message, retryAfterMs } = toFailure(error);
        setFailure(`${message}.`);
        wait(retryAfterMs);
      })
      .finally(() => setBusy(false));
  };

  if (!pinSet) {
    return (
      <Message
        title="No PIN is set"
        message="The policy has no technician's PIN: no seat can be unlocked"
        hint="The vendor sets it in the policy file"
        area={area}
        onClose={onCancel}
      />
    );
  }
  const delay = waitSeconds > 0 ? `The next try is possible in ${waitSeconds} s.` : undefined;
  const said = [failure, delay].filter((text) => text !== undefined).join(' ');
  return (
    <PinDialog
      area={area}
      purpose={purpose}
      failure={said === '' ? undefined : said}
      blocked={busy || waitSeconds > 0}
      onSubmit={submit}
      onCancel={onCancel}
    />
  );
}
