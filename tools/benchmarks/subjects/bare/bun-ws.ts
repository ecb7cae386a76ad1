import { report } from '../protocol.js';

interface Client {
  send(text: string): void;
}

interface Runtime {
  serve(options: {
    port: number;
    hostname: string;
    fetch(request: Request, server: { upgrade(request: Request): boolean }): Response | undefined;
    websocket: { message(client: Client, text: string): void };
  }): { readonly port: number };
}

// This subject runs on Bun, which has this global.
const { Bun: runtime } = globalThis as unknown as { readonly Bun: Runtime };

const { port } = runtime.serve({
  port: 0,
  hostname: '127.0.0.1',
  fetch: (request, server) => (server.upgrade(request) ? undefined : new Response(null, { status: 426 })),
  websocket: {
    message(client, text) {
      const { event, data }: { event: string; data: unknown } = JSON.parse(text);
      if (event === 'echo') client.send(JSON.stringify({ event: 'echo', data }));
    },
  },
});
report(port);
