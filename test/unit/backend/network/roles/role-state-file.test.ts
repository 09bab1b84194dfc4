import { expect, it } from 'vitest';
import { notRead, read } from '../../../../../src/backend/host/reading.ts';
import type { RoleState } from '../../../../../src/backend/network/roles/model.ts';
import { RoleStateFile } from '../../../../../src/backend/network/roles/role-state-file.ts';
import { silentLog } from '../../silent-log.ts';

/** The file with this text; without a text there is none. */
function fileWith(text?: string) {
  const errors: string[] = [];
  let now = text;
  const file = new RoleStateFile({
    log: { ...silentLog, error: (message: string) => void errors.push(message) },
    file: '/var/lib/bezel/network.json',
    files: { readText: async () => (now === undefined ? notRead('missing', 'no') : read(now)) },
    writeFile: async (_, content) => {
      now = content;
    },
  });
  return { file, errors };
}

const state: RoleState = {
  confirmed: [
    { port: '3c:ec:ef:00:00:10', role: 'unused' },
    { port: '0000:02:00.0', role: 'management', address: '192.0.2.10/24', gateway: '192.0.2.1' },
  ],
  ports: [{ port: 'LAN 2', role: 'management', address: 'dhcp', allow: [22] }],
  pending: {
    ...{ nic: 'eno1', message: 'eno1: guest', confirmBy: '2026-03-01T08:01:00.000Z' },
    overrides: [],
  },
};

it('reads what was written', async () => {
  const { file } = fileWith();
  expect(await file.read()).toEqual({ confirmed: [] });
  await file.write(state);
  expect(await file.read()).toEqual(state);
});

it.each(['', '{', 'null', '{"confirmed":7}', '{"confirmed":[{"port":"eno1","role":"king"}]}'])(
  'says nothing when it is damaged, and the log tells of it: %s',
  async (text) => {
    const { file, errors } = fileWith(text);
    expect(await file.read()).toEqual({ confirmed: [] });
    expect(errors).toHaveLength(1);
  },
);

it('keeps what is confirmed when the change that waits is damaged', async () => {
  const { file, errors } = fileWith(JSON.stringify({ ...state, pending: { nic: 7 } }));
  expect(await file.read()).toEqual({ ...state, pending: undefined });
  expect(errors).toEqual([]);
});
