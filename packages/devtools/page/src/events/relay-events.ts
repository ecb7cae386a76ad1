import type { Listeners } from '../api/event-stream.js';
import type { ConnectionEvents } from '../api/protocol.js';
import { type LogEntry, log } from './log-store.js';
import { noteResult, requestOf } from './requests.js';

/** Logs the events of a client that the server opened for this page. */
export function relayListeners(client: number, onClosed: (why: string) => void): Listeners<ConnectionEvents> {
  return {
    received: ({ at, event, data }) => log({ client, at, kind: 'received', event, data }),
    reply: ({ at, request, data }) =>
      log({ ...about(client, at, request), kind: 'reply', data, ...noteResult(request, 'reply') }),
    streamed: ({ at, request, data }) => log({ ...about(client, at, request), kind: 'streamed', data }),
    ended: ({ at, request }) => {
      // A request that is no longer pending was cancelled, and that is already logged.
      if (requestOf(request)) log({ ...about(client, at, request), kind: 'ended', ...noteResult(request, 'ended') });
    },
    failed: ({ at, request, message, data }) => {
      const entry = about(client, at, request);
      noteResult(request, 'error');
      log({ ...entry, kind: 'error', note: message, ...(data && { data }) });
    },
    skipped: ({ at, count }) =>
      log({ client, at, kind: 'skipped', note: `${count} events, because the page reads too slowly` }),
    closed: ({ code, reason }) => onClosed([code, reason].filter(Boolean).join(' ') || 'by the application'),
  };
}

function about(
  client: number,
  at: number,
  request: string | undefined,
): Pick<LogEntry, 'client' | 'at' | 'request' | 'event'> {
  const asked = request === undefined ? undefined : requestOf(request);
  return { client, at, ...(request !== undefined && { request }), ...(asked && { event: asked.event }) };
}
