import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { RfbOptions } from '../../../../src/display/rfb/connection.ts';
import { openSocket } from '../../../../src/display/rfb/wire/open-socket.ts';
import { type DisplayGuest, startDisplayGuest } from '../../../support/display/qemu.ts';
import { view } from '../../../support/display/viewer.ts';
import { patiently } from '../../../support/eventually.ts';

const NAME = 'box.example';
const password = 'correct!';
const secret = ['-object', `secret,id=word,data=${password}`];
const anonymous = ['-object', 'tls-creds-anon,id=tls,endpoint=server'];

async function start(vnc: string, args: (dir: string) => Promise<string[]>): Promise<DisplayGuest> {
  const guest = await startDisplayGuest({ pictures: [], vnc, args });
  onTestFinished(() => guest[Symbol.asyncDispose]());
  return guest;
}

async function connectTo(guest: DisplayGuest, options: Pick<RfbOptions, 'credentials' | 'tls'> = {}) {
  const viewer = view({ ...options, stream: await openSocket({ path: guest.vnc }) });
  onTestFinished(() => viewer.connection.close());
  return viewer;
}

describe('a QEMU that wants a password', () => {
  test.each([
    ['by VNC authentication', ',password-secret=word', []],
    ['within anonymous TLS', ',password-secret=word,tls-creds=tls', anonymous],
  ])('shows its screen to who has it, %s', async (_name, vnc, more) => {
    const guest = await start(vnc, async () => [...secret, ...more]);
    const viewer = await connectTo(guest, { credentials: { password } });
    await viewer.connected;
    await patiently(async () => expect(await viewer.sees(guest)).toBe(true));
    const stranger = await connectTo(guest, { credentials: { password: 'wrong' } });
    expect(await stranger.closed).toMatchObject({ code: 'RFB_REFUSED' });
    const silent = await connectTo(guest);
    expect(await silent.closed).toMatchObject({ code: 'RFB_SECURITY' });
  });
});

describe('a QEMU that speaks TLS', () => {
  test('shows its screen without a certificate', async () => {
    const guest = await start(',tls-creds=tls', async () => anonymous);
    const viewer = await connectTo(guest);
    await viewer.connected;
    await patiently(async () => expect(await viewer.sees(guest)).toBe(true));
  });

  test('shows its screen by a certificate of the authority that is trusted, and of no other', async () => {
    let folder = '';
    const guest = await start(',tls-creds=tls', async (dir) => {
      folder = join(dir, 'pki');
      await makeCertificates(folder);
      return ['-object', `tls-creds-x509,id=tls,dir=${folder},endpoint=server,verify-peer=off`];
    });
    const ca = await readFile(join(folder, 'ca-cert.pem'));
    const other = await readFile(join(folder, 'other-cert.pem'));
    const viewer = await connectTo(guest, { tls: { ca, serverName: NAME } });
    await viewer.connected;
    await patiently(async () => expect(await viewer.sees(guest)).toBe(true));

    const wrongName = await connectTo(guest, { tls: { ca, serverName: 'another.example' } });
    expect(await wrongName.closed).toMatchObject({ code: 'RFB_TLS' });
    const wrongAuthority = await connectTo(guest, { tls: { ca: other, serverName: NAME } });
    expect(await wrongAuthority.closed).toMatchObject({ code: 'RFB_TLS' });
    const trusting = await connectTo(guest);
    expect(await trusting.closed).toMatchObject({ code: 'RFB_SECURITY' });
  });
});

/** A certificate authority, a server's certificate that it has signed, and another authority. */
async function makeCertificates(dir: string): Promise<void> {
  await mkdir(dir);
  const openssl = (...args: string[]) => execa('openssl', args, { cwd: dir });
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
  for (const name of ['ca', 'other'])
    await openssl(
      'req',
      '-x509',
      ...key,
      '-subj',
      `/CN=${name}`,
      '-keyout',
      `${name}-key.pem`,
      '-out',
      `${name}-cert.pem`,
    );
  await writeFile(
    join(dir, 'names'),
    `subjectAltName=DNS:${NAME}\nextendedKeyUsage=serverAuth\nkeyUsage=digitalSignature\n`,
  );
  await openssl(
    'req',
    ...key.slice(0, -2),
    '-subj',
    `/CN=${NAME}`,
    '-keyout',
    'server-key.pem',
    '-out',
    'server.csr',
  );
  const signed = ['-CA', 'ca-cert.pem', '-CAkey', 'ca-key.pem', '-days', '2', '-extfile', 'names'];
  await openssl('x509', '-req', '-in', 'server.csr', ...signed, '-out', 'server-cert.pem');
}
