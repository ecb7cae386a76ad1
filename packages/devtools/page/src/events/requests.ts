import { create } from 'zustand';
import { pathOf } from '../api/address.js';
import { postJson, RefusedRequest, remove } from '../api/request.js';
import { milliseconds } from '../parts/format.js';
import { shownOf } from '../parts/shown.js';
import { announce } from '../state/announcer.js';
import type { Connection } from './connection.js';
import { log } from './log-store.js';

/** `send` expects no reply, `request` one reply, `stream` several values. */
export type SendAs = 'send' | 'request' | 'stream';

export interface PendingRequest {
  readonly request: string;
  readonly client: number;
  readonly connection: string;
  readonly event: string;
  readonly as: SendAs;
  readonly since: number;
}

interface RequestState {
  readonly pending: readonly PendingRequest[];
}

/** Requests without a reply, and streams that have not ended. */
export const useRequests = create<RequestState>(() => ({ pending: [] }));

let last = 0;

export async function sendMessage({ id, number }: Connection, event: string, data: unknown, as: SendAs): Promise<void> {
  if (id === undefined) return;
  last += 1;
  const request = `${number}-${last}`;
  log({
    client: number,
    kind: 'sent',
    event,
    ...(data !== undefined && { data: shownOf(data) }),
    ...(as !== 'send' && { request }),
  });
  if (as !== 'send') {
    const added: PendingRequest = { request, client: number, connection: id, event, as, since: performance.now() };
    useRequests.setState(({ pending }) => ({ pending: [...pending, added] }));
  }
  try {
    await postJson(pathOf('connections', id, 'messages'), { request, event, data, as });
  } catch (error) {
    settle(request);
    const note = error instanceof RefusedRequest ? `${error.status} ${error.message}` : 'The server is not reachable.';
    log({ client: number, kind: 'error', event, request, note });
    announce(`${event} was not sent: ${note}`);
  }
}

export async function cancel({ request, connection, client, event }: PendingRequest): Promise<void> {
  settle(request);
  log({ client, kind: 'ended', event, request, note: 'cancelled' });
  try {
    await remove(pathOf('connections', connection, 'messages', request));
  } catch {
    // The client is closed, which also ended the request.
  }
}

export function requestOf(request: string): PendingRequest | undefined {
  return useRequests.getState().pending.find((one) => one.request === request);
}

/** Ends a request, and announces it to screen readers. */
export function noteResult(
  request: string | undefined,
  kind: 'reply' | 'ended' | 'error',
): { note: string } | undefined {
  const known = request === undefined ? undefined : requestOf(request);
  if (!known) return undefined;
  settle(known.request);
  const took = milliseconds(performance.now() - known.since);
  const words = { reply: 'Reply to', ended: 'End of', error: 'Failure of' } as const;
  announce(`${words[kind]} ${known.event}, after ${took}.`);
  return { note: `after ${took}` };
}

export function dropRequestsOf(client: number): void {
  useRequests.setState(({ pending }) => ({ pending: pending.filter((one) => one.client !== client) }));
}

function settle(request: string): void {
  useRequests.setState(({ pending }) => ({ pending: pending.filter((one) => one.request !== request) }));
}
