import { type Domain, ErrorCode, type Libvirt, LibvirtError } from 'libvirt';
import { expect, test } from 'vitest';
import { KnownDomains } from '../../../../src/backend/host/known-domains.ts';

const gone = () =>
  new LibvirtError({ code: ErrorCode.NO_DOMAIN, domain: 10, message: 'no domain', level: 2 });

/** A connection to a libvirt that has one domain, whose UUID is another one each time that it is made. */
class FakeConnection {
  lookUps = 0;
  uuid: string | undefined = 'first';

  async lookupByName(name: string): Promise<Domain> {
    this.lookUps += 1;
    if (this.uuid === undefined) throw gone();
    return { name, uuid: this.uuid, id: 1 };
  }

  /** As each call of libvirt's, which goes by the UUID. */
  readonly ask = async ({ uuid }: Domain): Promise<string> => {
    if (uuid !== this.uuid) throw gone();
    return uuid;
  };
}

const asLibvirt = (connection: FakeConnection): Libvirt => connection as unknown as Libvirt;

test('a domain is looked up once for each connection', async () => {
  const domains = new KnownDomains();
  const [one, other] = [new FakeConnection(), new FakeConnection()];
  for (const connection of [one, other, one, other])
    expect(await domains.use(asLibvirt(connection), 'guest', connection.ask)).toBe('first');
  expect([one.lookUps, other.lookUps]).toEqual([1, 1]);
});

test('another domain of the name is found, and so is that there is none', async () => {
  const domains = new KnownDomains();
  const connection = new FakeConnection();
  const use = () => domains.use(asLibvirt(connection), 'guest', connection.ask);
  await use();
  connection.uuid = 'second';
  expect(await use()).toBe('second');
  connection.uuid = undefined;
  await expect(use()).rejects.toMatchObject({ code: ErrorCode.NO_DOMAIN });
  connection.uuid = 'third';
  expect(await use()).toBe('third');
  domains.forget();
  await use();
  expect(connection.lookUps).toBe(5);
});

test('what else goes wrong is not tried again', async () => {
  const domains = new KnownDomains();
  const connection = new FakeConnection();
  await domains.use(asLibvirt(connection), 'guest', connection.ask);
  let tries = 0;
  const fail = async (): Promise<never> => {
    tries += 1;
    throw new Error('no');
  };
  await expect(domains.use(asLibvirt(connection), 'guest', fail)).rejects.toThrow('no');
  expect(tries).toBe(1);
});
