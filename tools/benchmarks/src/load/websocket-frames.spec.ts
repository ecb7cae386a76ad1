import { describe, expect, it } from 'vitest';
import { clientFrame, FrameReader } from './websocket-frames.js';

function serverFrame(text: string): Buffer {
  const payload = Buffer.from(text);
  const header =
    payload.length < 126 ? [0x81, payload.length] : [0x81, 126, payload.length >> 8, payload.length & 0xff];
  return Buffer.concat([Buffer.from(header), payload]);
}

function reader(): { read(chunk: Buffer): void; texts: string[] } {
  const texts: string[] = [];
  const frames = new FrameReader({ text: (payload) => void texts.push(payload.toString()) });
  return { read: (chunk) => frames.read(chunk), texts };
}

describe('FrameReader', () => {
  const long = 'x'.repeat(300);

  it('finds several frames in one chunk', () => {
    const { read, texts } = reader();
    read(Buffer.concat([serverFrame('one'), serverFrame(long), serverFrame('')]));
    expect(texts).toEqual(['one', long, '']);
  });

  it('joins frames that are split at any byte', () => {
    const { read, texts } = reader();
    for (const byte of Buffer.concat([serverFrame('one'), serverFrame(long)])) read(Buffer.of(byte));
    expect(texts).toEqual(['one', long]);
  });

  it('ignores pings and reports a close', () => {
    const { read, texts } = reader();
    read(Buffer.from([0x89, 0]));
    expect(texts).toEqual([]);
    expect(() => read(Buffer.concat([Buffer.from([0x88, 4, 3, 0xe9]), Buffer.from('no')]))).toThrow('no');
  });
});

describe('clientFrame', () => {
  it.each([5, 125, 126, 300])('masks %i bytes', (length) => {
    const text = 'a'.repeat(length);
    const frame = clientFrame(text);
    const header = length < 126 ? 2 : 4;
    const mask = frame.subarray(header, header + 4);
    const payload = frame.subarray(header + 4).map((byte, index) => byte ^ mask[index & 3]!);
    expect(frame[0]).toBe(0x81);
    expect(frame[1]).toBe(0x80 | (length < 126 ? length : 126));
    expect(Buffer.from(payload).toString()).toBe(text);
  });
});
