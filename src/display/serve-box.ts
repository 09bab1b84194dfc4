import { join } from 'node:path';
import { ControlServer } from './control/control-server.ts';
import { openSocket } from './rfb/wire/open-socket.ts';
import { keptViewIn } from './viewer/kept-view.ts';
import { openViewer, type ViewerProgramOptions } from './viewer/open-viewer.ts';

export interface BoxDisplayOptions extends Pick<ViewerProgramOptions, 'machine' | 'vt' | 'page' | 'log'> {
  /** The folder of our socket, and of what is kept until the next boot. */
  control: string;
}

/** Has the box's monitor, and does what is told on our socket until `stop`. */
export async function serveBox({
  control,
  ...options
}: BoxDisplayOptions): Promise<{ stop(): Promise<void> }> {
  const kept = keptViewIn(join(control, 'view'));
  const server: ControlServer = new ControlServer({
    path: join(control, 'control.sock'),
    onMessage: (message) => ('show' in message ? viewer.show(message.show) : viewer.want(message.wanted)),
    failed: (error) => options.log.warn(error.message),
  });
  const viewer = await openViewer({
    ...options,
    open: (path) => openSocket({ path }),
    ...{ view: kept.read(), keepView: kept.write },
    onTold: (told) => server.tell(told),
  });
  // What it tells before is kept for whoever calls first.
  await server.start();
  return {
    async stop() {
      server.stop();
      await viewer.stop();
    },
  };
}
