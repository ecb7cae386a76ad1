import { MOST_LEVELS } from './nesting.js';

/** Bytes that follow the first byte of a value, from 0xc0 to 0xdf. The sizes of lists and maps are read separately. */
const FIXED: Readonly<Record<number, number>> = {
  ...{ 202: 4, 203: 8, 204: 1, 205: 2, 206: 4, 207: 8, 208: 1, 209: 2, 210: 4, 211: 8 },
  ...{ 212: 2, 213: 3, 214: 5, 215: 9, 216: 17 },
};

/** How many bytes the length of a value takes, and how many follow in addition to that length. */
const MEASURED: Readonly<Record<number, readonly [bytes: number, added: number]>> = {
  ...{ 196: [1, 0], 197: [2, 0], 198: [4, 0], 199: [1, 1], 200: [2, 1], 201: [4, 1] },
  ...{ 217: [1, 0], 218: [2, 0], 219: [4, 0] },
};

/**
 * Compares the sizes that a frame of MessagePack declares with the frame. The decoder allocates a list before it reads the
 * values, so that a frame of a hundred bytes could take all memory of the process.
 *
 * @throws RangeError if lists and maps declare more values than the frame has bytes, or are nested too deeply
 */
export function checkMessagePack(frame: Buffer): void {
  const { length } = frame;
  /** How many values each open list or map still has. */
  const open: number[] = [];
  /** The sum of them. */
  let expected = 1;
  let current = 1;
  let offset = 0;
  while (expected > 0) {
    // The decoder reports a frame that ends too early.
    if (offset >= length) return;
    const head = frame[offset]!;
    offset += 1;
    expected -= 1;
    current -= 1;
    let values = 0;
    if (head >= 0x80 && head <= 0x8f) values = (head & 0x0f) * 2;
    else if (head >= 0x90 && head <= 0x9f) values = head & 0x0f;
    else if (head >= 0xa0 && head <= 0xbf) offset += head & 0x1f;
    else if (head >= 0xdc && head <= 0xdf) {
      const bytes = head % 2 === 0 ? 2 : 4;
      if (offset + bytes > length) return;
      values = frame.readUIntBE(offset, bytes) * (head >= 0xde ? 2 : 1);
      offset += bytes;
    } else if (head > 0xc3 && head < 0xe0) {
      const measured = MEASURED[head];
      if (!measured) offset += FIXED[head] ?? 0;
      else if (offset + measured[0] > length) return;
      else offset += frame.readUIntBE(offset, measured[0]) + measured[0] + measured[1];
    }
    if (values > 0) {
      expected += values;
      if (expected > length - offset) throw new RangeError('The frame declares more values than it has bytes');
      if (open.push(current) > MOST_LEVELS)
        throw new RangeError(`The frame is nested more than ${MOST_LEVELS} levels deep`);
      current = values;
    }
    while (current === 0 && open.length > 0) current = open.pop()!;
  }
}
