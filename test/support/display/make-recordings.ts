import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { parsePpm, toPng } from '../../lab/driver/ppm.ts';
import { drawDesktop } from './pictures.ts';
import { type DisplayGuest, startDisplayGuest } from './qemu.ts';
import { recordStream } from './record-stream.ts';
import { pictureFile, recordedEncodings, recordingFile, type Scene } from './recordings.ts';

/**
 * Writes the recordings of test/fixtures/display anew: node test/support/display/make-recordings.ts
 * Scene `text` is SeaBIOS's screen; `desktop` is that screen, a picture of another size, and one more of the same size.
 */
await mkdir(dirname(pictureFile('text')), { recursive: true });
const settleMs = 4000;
for (const encoding of recordedEncodings) {
  await using guest = await startDisplayGuest({
    pictures: [drawDesktop(504, 301, 1), drawDesktop(504, 301, 2)],
  });
  await sleep(settleMs);
  const recording = recordStream(guest.vnc, [encoding, 'copyrect']);
  try {
    await keep('text');
    for (let key = 0; key < 2; key++) {
      await guest.qmp.monitor('sendkey a');
      await recording.untilQuiet();
    }
    await keep('desktop');
  } finally {
    recording.stop();
  }

  async function keep(scene: Scene): Promise<void> {
    await recording.untilQuiet();
    await writePicture(guest, scene);
    await writeFile(recordingFile(scene, encoding), gzipSync(recording.take(), { level: 9 }));
  }
}

async function writePicture({ dir, qmp }: DisplayGuest, scene: Scene): Promise<void> {
  const filename = join(dir, 'screen.ppm');
  await qmp.run('screendump', { filename });
  await writeFile(pictureFile(scene), toPng(parsePpm(await readFile(filename))));
}
