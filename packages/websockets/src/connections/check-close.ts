import { textOf } from '@portico/common/internal';
import { webSocketError } from '../errors.js';

const MOST_REASON_BYTES = 123;

/**
 * Checks what a client is told when it is disconnected: libraries throw for an invalid code or reason, some only later.
 *
 * @throws FrameworkError `PORTICO_WS_CLOSE_CODE` for a code that must not be sent (RFC 6455, section 7.4), and for a reason of
 *   more than 123 bytes (section 5.5)
 */
export function checkClose(code: number, reason: string): void {
  if (!isSendable(code)) {
    throw webSocketError(
      'PORTICO_WS_CLOSE_CODE',
      `A client cannot be disconnected with the close code ${textOf(code)}, because it must not be sent over WebSocket.`,
      'Use 1000, a code of your own from 4000 to 4999, or a registered one such as 1008. For a status of HTTP add 4000: 4401, 4403.',
    );
  }
  const bytes = Buffer.byteLength(reason);
  if (bytes > MOST_REASON_BYTES) {
    throw webSocketError(
      'PORTICO_WS_CLOSE_CODE',
      `A client cannot be disconnected with a reason of ${bytes} bytes, because a close frame has room for ${MOST_REASON_BYTES}.`,
      'Shorten the reason, or send an event before.',
    );
  }
}

/** 1004 to 1006 and 1015 are reserved; 1016 to 2999 are not assigned, and 3000 to 4999 are those of libraries and applications. */
function isSendable(code: number): boolean {
  if (!Number.isInteger(code)) return false;
  return (code >= 1000 && code <= 1014 && !(code >= 1004 && code <= 1006)) || (code >= 3000 && code <= 4999);
}
