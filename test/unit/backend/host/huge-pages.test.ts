import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type HugePages, hugePagesOf } from '../../../../src/backend/host/huge-pages.ts';
import { notRead, read } from '../../../../src/backend/host/reading.ts';

const baselineFile = '/run/bezel/huge-pages';

interface Pool {
  total: number;
  used: number;
  /** What the kernel finds in one piece, for all time and at one write. */
  most: number;
  atOnce?: number;
}

/** A kernel with pools of huge pages by `node/sizeKiB`. It takes any number that is written, and gives what it has. */
class Kernel {
  readonly pools: Map<string, Pool>;
  readonly files = new Map<string, string>();
  readonly written: string[] = [];
  broken = false;

  constructor(pools: Record<string, Pool>) {
    this.pools = new Map(Object.entries(pools));
  }

  #find(path: string): { pool: Pool; file: string } | undefined {
    const [, node, sizeKiB, file] =
      /^\/sys\/devices\/system\/node\/node(\d+)\/hugepages\/hugepages-(\d+)kB\/(\w+)$/.exec(path) ?? [];
    const pool = this.pools.get(`${node}/${sizeKiB}`);
    return pool === undefined || file === undefined ? undefined : { pool, file };
  }

  /** A backend that has just been started on this kernel. */
  start(): HugePages {
    return hugePagesOf({
      baselineFile,
      files: {
        readText: async (path) => {
          const text = this.files.get(path);
          if (text !== undefined) return read(text);
          const found = this.#find(path);
          if (found === undefined) return notRead('missing', 'no such file');
          const { pool, file } = found;
          return read(`${file === 'nr_hugepages' ? pool.total : pool.total - pool.used}\n`);
        },
      },
      writeText: async (path, text) => {
        if (this.broken) throw new Error('EROFS');
        const found = this.#find(path);
        if (found?.file !== 'nr_hugepages') throw new Error(`unexpected write of ${path}`);
        const { pool } = found;
        this.written.push(`${path.split('/')[5]} ${text}`);
        const wanted = Number(text);
        const gives = Math.min(wanted, pool.most, pool.total + (pool.atOnce ?? wanted));
        pool.total = Math.max(pool.used, wanted < pool.total ? wanted : Math.max(gives, pool.total));
      },
      writeFile: async (path, content) => void this.files.set(path, content),
    });
  }

  totals(): Record<string, number> {
    return Object.fromEntries([...this.pools].map(([name, { total }]) => [name, total]));
  }
}

const empty = (most: number): Pool => ({ total: 0, used: 0, most });

describe('huge pages for the guest', () => {
  it('are set aside on each node, and given back', async () => {
    const kernel = new Kernel({ '0/2048': empty(1000), '1/2048': empty(1000) });
    const pages = kernel.start();
    await pages.reserve(
      2048,
      new Map([
        [0, 512],
        [1, 256],
      ]),
    );
    expect(kernel.totals()).toEqual({ '0/2048': 512, '1/2048': 256 });
    await pages.giveBack();
    expect(kernel.totals()).toEqual({ '0/2048': 0, '1/2048': 0 });
  });

  it('are asked for again while the kernel finds more', async () => {
    const kernel = new Kernel({ '0/1048576': { total: 0, used: 0, most: 64, atOnce: 20 } });
    await kernel.start().reserve(1048576, new Map([[0, 60]]));
    expect(kernel.written).toEqual(['node0 60', 'node0 60', 'node0 60']);
  });

  it('are all given back, with the numbers, where the kernel silently gives fewer', async () => {
    const kernel = new Kernel({ '0/2048': empty(512), '1/2048': empty(300) });
    const wanted = new Map([
      [0, 512],
      [1, 512],
    ]);
    await expect(kernel.start().reserve(2048, wanted)).rejects.toMatchObject({
      code: 'host.too-few-huge-pages',
      message: 'NUMA node 1 gives 300 huge pages of 2 MiB, and the guest needs 512',
    });
    expect(kernel.totals()).toEqual({ '0/2048': 0, '1/2048': 0 });
  });

  it('are refused where the box has none of this size, and nothing is changed', async () => {
    const kernel = new Kernel({ '0/2048': empty(512) });
    await expect(kernel.start().reserve(1048576, new Map([[0, 1]]))).rejects.toMatchObject({
      code: 'host.no-huge-pages',
      message: 'NUMA node 0 has no huge pages of 1 GiB',
    });
    expect(kernel.written).toEqual([]);
    expect(kernel.files.size).toBe(0);
  });

  it('that cannot be written are an error for the operator', async () => {
    const kernel = new Kernel({ '0/2048': empty(512) });
    kernel.broken = true;
    await expect(kernel.start().reserve(2048, new Map([[0, 1]]))).rejects.toMatchObject({
      code: 'host.huge-pages-unwritable',
    });
  });

  it('stay where they are for a guest that starts again', async () => {
    const kernel = new Kernel({ '0/2048': empty(512) });
    await kernel.start().reserve(2048, new Map([[0, 512]]));
    await kernel.start().reserve(2048, new Map([[0, 512]]));
    expect(kernel.written).toEqual(['node0 512']);
  });

  it('of another size or node are given back when the guest wants others', async () => {
    const kernel = new Kernel({ '0/2048': empty(900), '1/2048': empty(900), '0/1048576': empty(8) });
    const pages = kernel.start();
    await pages.reserve(
      2048,
      new Map([
        [0, 512],
        [1, 512],
      ]),
    );
    await pages.reserve(2048, new Map([[1, 100]]));
    expect(kernel.totals()).toEqual({ '0/2048': 0, '1/2048': 100, '0/1048576': 0 });
    await pages.reserve(1048576, new Map([[0, 4]]));
    expect(kernel.totals()).toEqual({ '0/2048': 0, '1/2048': 0, '0/1048576': 4 });
  });

  it('that an earlier backend took are given back by the next', async () => {
    const kernel = new Kernel({ '0/2048': empty(512) });
    await kernel.start().reserve(2048, new Map([[0, 512]]));
    await kernel.start().giveBack();
    expect(kernel.totals()).toEqual({ '0/2048': 0 });
  });

  it('touch nothing when none were taken', async () => {
    const kernel = new Kernel({ '0/2048': { total: 32, used: 0, most: 512 } });
    await kernel.start().giveBack();
    expect([kernel.written, kernel.files.size]).toEqual([[], 0]);
  });

  it('leave what others have set aside or use, whatever was wanted in between', async () => {
    const pool = fc.record({ total: fc.nat(50), used: fc.nat(50), most: fc.nat(200) }).map((made) => ({
      ...made,
      used: Math.min(made.used, made.total),
      most: Math.max(made.most, made.total),
    }));
    const wish = fc.array(fc.tuple(fc.nat(1), fc.nat(100)), { minLength: 1 }).map((pairs) => new Map(pairs));
    await fc.assert(
      fc.asyncProperty(pool, pool, fc.array(wish, { maxLength: 4 }), async (first, second, wishes) => {
        const kernel = new Kernel({ '0/2048': first, '1/2048': second });
        const before = kernel.totals();
        for (const wanted of wishes) {
          await kernel
            .start()
            .reserve(2048, wanted)
            .then(
              () => {
                for (const [node, pages] of wanted) {
                  const { total, used } = kernel.pools.get(`${node}/2048`) ?? empty(0);
                  expect(total - used).toBeGreaterThanOrEqual(pages);
                }
              },
              (error: { code: string }) => expect(error.code).toBe('host.too-few-huge-pages'),
            );
        }
        await kernel.start().giveBack();
        expect(kernel.totals()).toEqual(before);
      }),
    );
  });
});
