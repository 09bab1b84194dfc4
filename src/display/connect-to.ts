import type { SocketConnectOpts } from 'node:net';
import type { Wanted } from './control/model.ts';
import type { Credentials } from './rfb/connection.ts';
import { openSocket } from './rfb/wire/open-socket.ts';
import { defaultSplash, openViewer, type ViewerProgramOptions } from './viewer/open-viewer.ts';

export interface ConnectOptions extends Pick<ViewerProgramOptions, 'machine' | 'vt' | 'page' | 'log'> {
  target: SocketConnectOpts;
  credentials: Credentials;
  hotKey: string;
  viewOnly: boolean;
  scale: Wanted['scale'];
  /** The hot-key was pressed: enough. */
  onQuit(): void;
}

/** Shows one VNC server on this terminal, until `stop`. It is tried again and again where it does not answer. */
export async function connectTo(options: ConnectOptions): Promise<{ stop(): Promise<void> }> {
  const { target, credentials, hotKey, viewOnly, scale, vt, log, onQuit } = options;
  const isLocal = 'path' in target;
  const viewer = await openViewer({
    ...options,
    open: () => openSocket(target),
    // Over a network bytes are dearer than processor time.
    rfb: { credentials, ...(isLocal ? {} : { encodings: ['tight', 'zrle', 'hextile', 'copyrect', 'raw'] }) },
    view: 'guest',
    keepView: () => {},
    onTold: ({ scene, failure }) => {
      if (failure !== undefined) log.warn(failure);
      else log.info(scene === 'picture' ? 'The picture is there' : 'Waiting for the picture');
    },
    onHotKey: onQuit,
  });
  viewer.want({
    vnc: 'target',
    message: { text: 'Connecting ...' },
    ...{ first: 'guest', whenOff: 'message', consoleVt: vt, hotKey, longPressS: 0 },
    ...{ scale, resizeGuest: false, viewOnly, blankAfterS: 0, splash: defaultSplash },
  });
  return viewer;
}
