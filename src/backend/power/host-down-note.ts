import type { Log } from '../engine/log.ts';
import type { Files } from '../host/files.ts';
import { type HostDownNote, parseHostDownNote } from './parse-host-down-note.ts';

export interface NoteOptions {
  log: Log;
  file: string;
  files: Pick<Files, 'readText'>;
  removeFile(path: string): Promise<void>;
  /** Writes it into the ledger. The same note may come twice: the power may fail before it is removed. */
  enter(note: HostDownNote): void;
}

/** Takes over what `bezel-guest-stop` has noted, and removes the note once it is in the ledger. Never rejects. */
export async function takeHostDownNote({ log, file, files, removeFile, enter }: NoteOptions): Promise<void> {
  const reading = await files.readText(file, 4096);
  if (!reading.ok) {
    if (reading.why !== 'missing') log.warn(`The note of the host's end can't be read: ${reading.message}`);
    return;
  }
  try {
    const note = parseHostDownNote(reading.value);
    if (note === undefined) log.warn("The note of the host's end is damaged; it is removed");
    else enter(note);
    await removeFile(file);
  } catch (error) {
    log.error("The note of the host's end is not taken over", { error });
  }
}
