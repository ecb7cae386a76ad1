import { useEffect, useState } from 'react';
import { pathOf } from '../api/address.js';
import { openStream } from '../api/event-stream.js';
import type { ClientEvents, ClientMessage, ClientPage } from '../api/protocol.js';
import { getJson, RefusedRequest } from '../api/request.js';
import { announce } from '../state/announcer.js';

export interface FollowedMessage extends ClientMessage {
  readonly key: number;
}

export interface Followed {
  readonly messages: readonly FollowedMessage[];
  readonly skipped: number;
  readonly left: boolean;
}

const LONGEST = 300;
const NOTHING: Followed = { messages: [], skipped: 0, left: false };

/** Reads the messages of one client as they are handled. Messages during a pause are not shown. */
export function useFollowedClient(server: string, client: string, paused: boolean): Followed {
  const [followed, setFollowed] = useState(NOTHING);
  useEffect(() => {
    if (paused) return undefined;
    let key = 0;
    let waiting: FollowedMessage[] = [];
    let frame = 0;
    const flush = (): void => {
      frame = 0;
      const added = waiting;
      waiting = [];
      setFollowed((last) => ({ ...last, messages: [...last.messages, ...added].slice(-LONGEST) }));
    };
    let isOver = false;
    const leave = (): void => {
      if (isOver) return;
      isOver = true;
      close();
      setFollowed((last) => ({ ...last, left: true }));
      announce('The followed client has disconnected.');
    };
    const close = openStream<ClientEvents>(
      pathOf('clients', server, client, 'messages'),
      {
        message: (message) => {
          key += 1;
          waiting.push({ ...message, key: message.at * 1000 + (key % 1000) });
          // A hidden page draws nothing, so they would accumulate.
          if (waiting.length > LONGEST) waiting.shift();
          frame ||= requestAnimationFrame(flush);
        },
        skipped: ({ count }) => setFollowed((last) => ({ ...last, skipped: last.skipped + count })),
        left: leave,
      },
      {
        // A server that has been restarted no longer knows the client.
        lost: () => void isGone(server, client).then((gone) => gone && leave()),
      },
    );
    return () => {
      isOver = true;
      cancelAnimationFrame(frame);
      close();
    };
  }, [server, client, paused]);
  return followed;
}

const MOST_CLIENTS = 500;

/** The stream itself does not say why it failed. */
async function isGone(server: string, client: string): Promise<boolean> {
  try {
    const { clients } = await getJson<ClientPage>('clients', { server, search: client, limit: MOST_CLIENTS });
    return clients.every(({ id }) => id !== client);
  } catch (error) {
    return error instanceof RefusedRequest && error.status === 404;
  }
}
