import { BINARY, CLOSE, CONTINUATION, closePayload, type FrameParts, PING, PONG, TEXT } from './frame.js';

/** Frames that end the connection, and its close code. */
export interface Violation {
  readonly section: string;
  readonly what: string;
  readonly frames: readonly FrameParts[];
  readonly code: number;
  /** Another code that the protocol allows for it. */
  readonly orCode?: number;
}

const text = JSON.stringify({ event: 'echo', data: 'text' });
const badUtf8 = Buffer.from([0xce, 0xba, 0xe1, 0xbd, 0xb9, 0xcf, 0x83, 0xed, 0xa0, 0x80, 0x65]);

export const VIOLATIONS: readonly Violation[] = [
  { section: '5.1', what: 'an unmasked frame', frames: [{ opcode: TEXT, payload: text, masked: false }], code: 1002 },
  { section: '5.1', what: 'an unmasked ping', frames: [{ opcode: PING, masked: false }], code: 1002 },
  ...[1, 2, 3, 4, 5, 6, 7].map((reserved) => ({
    section: '5.2',
    what: `reserved bits ${reserved.toString(2).padStart(3, '0')} without an extension`,
    frames: [{ opcode: TEXT, payload: text, reserved }],
    code: 1002,
  })),
  { section: '5.2', what: 'a reserved bit on a control frame', frames: [{ opcode: PING, reserved: 4 }], code: 1002 },
  ...[3, 4, 5, 6, 7, 0xb, 0xc, 0xd, 0xe, 0xf].map((opcode) => ({
    section: '5.2',
    what: `the reserved opcode ${opcode}`,
    frames: [{ opcode }],
    code: 1002,
  })),
  {
    section: '5.2',
    what: 'a length of more than 63 bits',
    frames: [{ opcode: TEXT, length: { value: 0xffff_ffff_ffff_ffffn, bits: 64 } }],
    // It violates the protocol, and it is too long.
    code: 1002,
    orCode: 1009,
  },
  {
    section: '5.2',
    what: 'a length over the limit, before a byte of it is sent',
    frames: [{ opcode: TEXT, length: { value: 1_000_000n, bits: 64 } }],
    code: 1009,
  },
  {
    section: '5.4',
    what: 'fragments that are over the limit together',
    frames: [
      { opcode: TEXT, payload: 'x'.repeat(60_000), fin: false },
      { opcode: CONTINUATION, payload: 'x'.repeat(60_000) },
    ],
    code: 1009,
  },
  { section: '5.4', what: 'a continuation of nothing', frames: [{ opcode: CONTINUATION, payload: 'x' }], code: 1002 },
  {
    section: '5.4',
    what: 'a continuation after the last fragment',
    frames: [
      { opcode: TEXT, payload: '{"event":', fin: false },
      { opcode: CONTINUATION, payload: '"echo"}' },
      { opcode: CONTINUATION, payload: 'x' },
    ],
    code: 1002,
  },
  {
    section: '5.4',
    what: 'a new message within a fragmented one',
    frames: [
      { opcode: TEXT, payload: '{', fin: false },
      { opcode: TEXT, payload: text },
    ],
    code: 1002,
  },
  { section: '5.5', what: 'a fragmented ping', frames: [{ opcode: PING, fin: false }], code: 1002 },
  { section: '5.5', what: 'a fragmented close', frames: [{ opcode: CLOSE, fin: false }], code: 1002 },
  { section: '5.5', what: 'a ping of 126 bytes', frames: [{ opcode: PING, payload: 'x'.repeat(126) }], code: 1002 },
  {
    section: '5.5',
    what: 'a close frame of 126 bytes',
    frames: [{ opcode: CLOSE, payload: closePayload(1000, 'x'.repeat(124)) }],
    code: 1002,
  },
  { section: '5.5.1', what: 'a close payload of one byte', frames: [{ opcode: CLOSE, payload: 'x' }], code: 1002 },
  {
    section: '5.5.1',
    what: 'a close reason that is not UTF-8',
    frames: [{ opcode: CLOSE, payload: closePayload(1000, badUtf8) }],
    code: 1007,
  },
  ...[0, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65_535].map((code) => ({
    section: '7.4',
    what: `the close code ${code}, which must not be sent`,
    frames: [{ opcode: CLOSE, payload: closePayload(code) }],
    code: 1002,
  })),
  { section: '5.6', what: 'text that is not UTF-8', frames: [{ opcode: TEXT, payload: badUtf8 }], code: 1007 },
  {
    section: '5.6',
    what: 'text that is not UTF-8, in fragments',
    frames: [
      { opcode: TEXT, payload: badUtf8.subarray(0, 8), fin: false },
      { opcode: CONTINUATION, payload: badUtf8.subarray(8) },
    ],
    code: 1007,
  },
  {
    section: '5.6',
    what: 'text that ends in the middle of a character',
    frames: [{ opcode: TEXT, payload: Buffer.from('語').subarray(0, 2) }],
    code: 1007,
  },
];

/** Close frames that a client may send. */
export const CLOSURES: readonly { readonly code: number | undefined; readonly reason?: string }[] = [
  { code: undefined },
  ...[1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999, 4000, 4999].map((code) => ({
    code,
  })),
  { code: 1000, reason: 'bye' },
  { code: 4000, reason: 'ä'.repeat(61) },
];

/** An echo message in frames that client libraries do not send. */
export const UNUSUAL_FRAMES: readonly {
  readonly section: string;
  readonly what: string;
  readonly frames: readonly FrameParts[];
}[] = [
  { section: '5.3', what: 'with a mask of zeros', frames: [{ opcode: TEXT, payload: text, mask: [0, 0, 0, 0] }] },
  {
    section: '5.3',
    what: 'with a mask of ones',
    frames: [{ opcode: TEXT, payload: text, mask: [255, 255, 255, 255] }],
  },
  {
    section: '5.2',
    what: 'with a longer length than needed',
    frames: [{ opcode: TEXT, payload: text, length: { value: BigInt(text.length), bits: 16 } }],
  },
  { section: '5.6', what: 'in a binary frame', frames: [{ opcode: BINARY, payload: text }] },
  {
    section: '5.4',
    what: 'byte by byte in fragments',
    frames: [...text].map((payload, index) => ({
      opcode: index === 0 ? TEXT : CONTINUATION,
      payload,
      fin: index === text.length - 1,
    })),
  },
  {
    section: '5.4',
    what: 'in fragments of which the first and the last are empty',
    frames: [
      { opcode: TEXT, fin: false },
      { opcode: CONTINUATION, payload: text, fin: false },
      { opcode: CONTINUATION },
    ],
  },
  {
    section: '5.5.3',
    what: 'after an unsolicited pong',
    frames: [
      { opcode: PONG, payload: 'unasked' },
      { opcode: TEXT, payload: text },
    ],
  },
];

/** Whether a close frame may have this code, according to section 7.4 and the codes that have been registered since. */
export function isSendable(code: number): boolean {
  if (code >= 3000) return code <= 4999;
  return code >= 1000 && code <= 1014 && ![1004, 1005, 1006].includes(code);
}
