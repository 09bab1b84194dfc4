import { describe, expect, test } from 'vitest';
import { AgentFrames, toCatRequest, toGetRequest, toRunRequest } from '../../../lab/driver/agent-frames.ts';

const bytes = (text: string) => Buffer.from(text, 'latin1');

describe('the frames of the agent', () => {
  test('are the same however the bytes are cut', () => {
    const stream = bytes('hello t1\no a1 5\nx\n\0\nye a1 0\nx a1 130\n');
    const whole = new AgentFrames('t1').push(stream);
    const cut = new AgentFrames('t1');
    const pieces = [...stream].flatMap((byte) => cut.push(Buffer.from([byte])));
    expect(pieces).toEqual(whole);
    expect(whole).toEqual([
      { kind: 'hello', token: 't1' },
      { kind: 'o', id: 'a1', bytes: bytes('x\n\0\ny') },
      { kind: 'e', id: 'a1', bytes: bytes('') },
      { kind: 'x', id: 'a1', code: 130 },
    ]);
  });

  test('begin behind the answer to our own greeting: what a driver before us left is skipped', () => {
    const frames = new AgentFrames('new');
    expect(frames.push(bytes('alf a frame\nhello old\nx z 0\nhel'))).toEqual([]);
    expect(frames.push(bytes('lo new\nx a 0\n'))).toEqual([
      { kind: 'hello', token: 'new' },
      { kind: 'x', id: 'a', code: 0 },
    ]);
  });

  test('that are none are an error, not a guess', () => {
    const frames = new AgentFrames('t');
    frames.push(bytes('hello t\n'));
    expect(() => frames.push(bytes('bash: oops\n'))).toThrow('bash: oops');
  });
});

test('a request carries its script and its input by length, and ends with its name', () => {
  expect(toRunRequest('a1', 'cat\n', Buffer.from([0, 10, 255]))).toEqual(
    Buffer.concat([bytes('run a1 4 3\ncat\n'), Buffer.from([0, 10, 255]), bytes('end a1\n')]),
  );
});

test('what is only read is asked for in one line', () => {
  expect(toGetRequest('a1', '/v1/guest').toString()).toBe('get a1 /v1/guest\n');
  expect(toCatRequest('a1', ['/dev/vcsa1', '/dev/vcsu1']).toString()).toBe('cat a1 /dev/vcsa1 /dev/vcsu1\n');
});
