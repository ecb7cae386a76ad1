import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { withTimeout } from '@portico/test-support';
import { WebSocket } from 'ws';

/** Starts the sample with its command. */
export function start(env: Record<string, string>) {
  const flags = ['-C', '@portico/source', '--import', '@oxc-node/core/register'];
  const cwd = fileURLToPath(new URL('..', import.meta.url));
  const child = spawn(process.execPath, [...flags, 'src/main.ts'], { cwd, env: { ...process.env, ...env } });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      output += chunk;
    });
  const exit = once(child, 'exit') as Promise<[number | null, string | null]>;
  const printed = async (text: string) => {
    while (!output.includes(text))
      await Promise.race([once(child.stdout, 'data'), exit.then(() => Promise.reject(new Error(output)))]);
    return output;
  };
  return {
    child,
    exit: () => withTimeout(exit, 'exit', 15_000),
    output: () => output,
    /** The addresses of the page and of the gateway. */
    async urls() {
      const text = await withTimeout(printed('Ctrl-C'), 'the start', 15_000);
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
