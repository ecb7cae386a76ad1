import type { IncomingMessage } from 'node:http';
import type { WebSocket } from 'ws';
import { RefusedConnection } from './relayed.js';

const MAX_BODY = 64 * 1024;

/** Rejects if the server refuses the WebSocket, or if the connection fails before it is open. */
export function whenRefused(socket: WebSocket): Promise<never> {
  return new Promise((_resolve, reject) => {
    socket.once('unexpected-response', (request, response) => {
      void readRefusal(response).then((refusal) => {
        reject(refusal);
        request.destroy();
      });
    });
    socket.on('error', (error) => reject(new RefusedConnection(0, error.message)));
  });
}

async function readRefusal(response: IncomingMessage): Promise<RefusedConnection> {
  const { statusCode = 0, statusMessage = '' } = response;
  let text = '';
  try {
    for await (const chunk of response.setEncoding('utf8')) {
      text += chunk;
      if (text.length > MAX_BODY) break;
    }
  } catch {
    // The part that was received is used.
  }
  return new RefusedConnection(statusCode, messageIn(text) || statusMessage);
}

/** Returns the message of an exception, or the text of a reply that is not an exception. */
function messageIn(text: string): string {
  try {
    const { message }: { message?: unknown } = JSON.parse(text);
    if (typeof message === 'string') return message;
    if (message !== undefined) return JSON.stringify(message);
  } catch {
    // The reply is not JSON: its text is the message.
  }
  return text.slice(0, 1_000);
}
