import { describe, expect, it } from 'vitest';
import * as ws from 'ws';
import { EncodedMessage } from './encoded-message.js';
import { emptySequence, textFrame } from './framing.js';

/** Exported by ws, but not in its types. */
const { Sender } = ws as unknown as { Sender: { frame(data: Buffer, options: object): Buffer[] } };

describe('textFrame', () => {
  it.each([0, 1, 125, 126, 127, 65_535, 65_536, 200_000])('frames %i bytes like ws', (length) => {
    for (const letter of ['a', 'é', '語']) {
      const text = letter.repeat(length).slice(0, length);
      const options = { fin: true, mask: false, opcode: 1, readOnly: false, rsv1: false };
      const byWs = Buffer.concat(Sender.frame(Buffer.from(text), options));
      expect(textFrame(text).equals(byWs)).toBe(true);
    }
  });
});

describe('FrameSequence', () => {
  it('joins frames in the order in which they were added', () => {
    const frames = ['a', 'b', 'c'].map((text) => Buffer.from(text));
    const sequence = frames.reduce((before, frame) => before.append(frame), emptySequence());
    expect(sequence.bytes).toBe(3);
    expect(sequence.join().toString()).toBe('abc');
  });

  it('uses one buffer for all sockets with the same frames, and does not copy a single frame', () => {
    const start = emptySequence();
    const [one, two] = [Buffer.from('one'), Buffer.from('two')];
    const first = start.append(one).append(two);
    const second = start.append(one).append(two);
    expect(second).toBe(first);
    expect(second.join()).toBe(first.join());
    expect(start.append(one).join()).toBe(one);
  });

  it('does not join the frames of sockets that were sent other data in between', () => {
    const start = emptySequence();
    const [one, two, other] = ['1', '2', 'x'].map((text) => Buffer.from(text)) as [Buffer, Buffer, Buffer];
    const plain = start.append(one).append(two);
    const mixed = start.append(one).append(other).append(two);
    expect(mixed.join().toString()).toBe('1x2');
    expect(plain.join().toString()).toBe('12');
  });
});

describe('EncodedMessage', () => {
  it('encodes once', () => {
    const message = new EncodedMessage({ event: 'e', data: 1 });
    expect(message.text).toBe('{"event":"e","data":1}');
    expect(message.frame).toBe(message.frame);
  });

  it('does not change a text', () => {
    expect(new EncodedMessage('plain').text).toBe('plain');
  });
});
