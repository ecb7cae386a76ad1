// #region imports
import { ClientError, createClient } from '@portico/client';
import { WebSocket } from 'ws'; // only on Node.js 20: npm i ws @types/ws

// #endregion

// #region contract
interface MathServer {
  messages: {
    sum: { body: number[]; reply: number };
    count: { body: number; stream: number };
  };
  events: { news: string };
}
// #endregion

export async function talk(url: string, log: (text: string) => void): Promise<void> {
  // #region create
  const client = createClient<MathServer>(url, { WebSocket }); // browsers and Node.js 22 need no second argument
  // #endregion

  // #region calls
  log(`1 + 2 is ${await client.request('sum', [1, 2])}`);

  for await (const value of client.stream('count', 1_000)) {
    log(`counted to ${value}`);
    if (value === 3) break; // cancels it on the server
  }

  const stop = client.on('news', (text) => log(text)); // the types of events and messages are checked
  // #endregion

  // #region errors
  try {
    await client.request('sum', 'not an array' as never, { timeoutMs: 2_000 });
  } catch (error) {
    if (error instanceof ClientError) log(`${error.code}: ${error.message}`); // FAILED: Send an array
  }
  // #endregion

  stop();

  // #region status
  const unsubscribe = client.status.subscribe((status) => log(`now ${status}`));
  // #endregion
  // #region closed
  client.status.subscribe((status) => {
    if (status === 'closed') log(`closed with ${client.lastClose?.code}`); // such as 4401: log in again
  });
  // #endregion
  client.close();
  unsubscribe();
}

export function connectWithToken(server: string, fetchToken: () => Promise<string>) {
  // #region url
  const client = createClient<MathServer>(async () => `${server}?token=${await fetchToken()}`, {
    WebSocket,
    onUrlError: (error) => console.warn('Not connected yet:', error),
  });
  // #endregion
  return client;
}

export function connectAsUser(server: string, origin: string, logIn: () => void) {
  // #region refused
  const client = createClient<MathServer>(
    async () => {
      const { status } = await fetch(`${origin}/account`); // a route with the same guard
      if (status === 401) {
        client.close();
        logIn();
      }
      return server;
    },
    { WebSocket },
  );
  // #endregion
  return client;
}

export function connectUntilForbidden(url: string, log: (text: string) => void) {
  // #region status-of-refusal
  const client = createClient<MathServer>(url, {
    WebSocket, // of the ws package
    reconnect: {
      // The connection was lost, or the server restarts.
      when: (code, _reason, httpStatus) => [1006, 1012].includes(code) && httpStatus !== 403,
    },
  });
  client.status.subscribe((status) => {
    if (status === 'closed') log(`refused with ${client.lastClose?.httpStatus}`);
  });
  // #endregion
  return client;
}

export function connectWithHeaders(url: string, token: string) {
  // #region headers
  class AuthorizedSocket extends WebSocket {
    constructor(address: string, protocols: string[]) {
      super(address, protocols, { headers: { authorization: `Bearer ${token}` } });
    }
  }

  const client = createClient<MathServer>(url, { WebSocket: AuthorizedSocket });
  // #endregion
  return client;
}
