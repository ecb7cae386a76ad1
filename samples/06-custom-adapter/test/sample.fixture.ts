import { once } from 'node:events';
import { startProgram, withTimeout } from '@portico/test-support';
import { WebSocket } from 'ws';

/** Starts the sample with its command. */
export function start(env: Record<string, string>) {
  const program = startProgram(new URL('..', import.meta.url), env);
  return {
    ...program,
    /** The addresses of the page and of the gateway. */
    async urls() {
      const text = await program.printed('Ctrl-C');
      const [page, gateway] = [/http:\/\/localhost:\d+/, /ws:\/\/localhost:\d+/].map((url) => url.exec(text)?.[0]);
      return { page: page as string, gateway: gateway as string };
    },
  };
}

/** Sends messages, and collects the replies. */
export async function talk(url: string) {
  const socket = new WebSocket(url);
  const frames: unknown[] = [];
  socket.on('message', (data) => frames.push(JSON.parse(data.toString())));
  await withTimeout(once(socket, 'open'), `connection to ${url}`);
  return {
    socket,
    frames,
    send: (event: string, data?: unknown) => socket.send(JSON.stringify({ event, data })),
  };
}
