import { createSurface } from '../../surface.ts';
import type { Context } from '../context.ts';
import { DEFAULT_ENCODINGS } from '../encodings.ts';
import { checkSize } from '../messages/check-size.ts';
import { renderEncodings, renderPixelFormat } from '../messages/render-client.ts';
import type { Steps } from '../wire/steps.ts';
import { secure } from './security.ts';
import { readText } from './text.ts';
import { agreeOnVersion } from './version.ts';

/** From the first byte to the first request. */
export function* shakeHands(context: Context): Steps {
  const { reader, outbox, options, requests } = context;
  yield* secure(context, yield* agreeOnVersion(context));
  outbox.send(Uint8Array.of(options.shared ? 1 : 0));
  yield* reader.need(24);
  const [width, height] = [reader.u16(), reader.u16()];
  reader.take(16); // its pixel format: it sends in ours
  const name = yield* readText(reader, "the server's name");
  checkSize(width, height, options);

  outbox.send(renderPixelFormat());
  outbox.send(renderEncodings(options.encodings ?? DEFAULT_ENCODINGS, context.listener.cursor !== undefined));
  const surface = createSurface(width, height);
  context.surface = surface;
  context.listener.connected({ name, surface });
  requests.setSize(width, height);
}
