import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { io } from 'socket.io-client';
import { expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { runExample, runToEnd } from './run-example.js';

const examples = resolve(import.meta.dirname, '../examples');

/**
 * The chat on ws, which an application without socket.io chooses by itself. The workspace has both.
 *
 * @returns its path in `examples`
 */
async function chatOnWs(): Promise<string> {
  const chat = await readFile(resolve(examples, 'first/chat.ts'), 'utf8');
  const created = 'const app = await NestFactory.create(AppModule);\n';
  expect(chat).toContain(created);
  const outside = resolve(examples, '../out-tsc');
  await mkdir(outside, { recursive: true });
  const folder = await mkdtemp(resolve(outside, 'chat-on-ws-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await cp(resolve(examples, 'first/tsconfig.example.json'), resolve(folder, 'tsconfig.json'));
  const file = resolve(folder, 'chat.ts');
  await writeFile(
    file,
    `import { WsAdapter } from '@portico/platform-ws';\n${chat.replace(created, `${created}app.useWebSocketAdapter(new WsAdapter(app));\n`)}`,
  );
  return relative(examples, file);
}

it('acknowledges an event on socket.io, and sends it to all clients', async () => {
  const url = await runExample('first/gateway.ts');
  const speaker = io(url, { forceNew: true });
  const listener = io(url, { forceNew: true });
  onTestFinished(() => {
    speaker.close();
    listener.close();
  });
  await Promise.all([speaker, listener].map((client) => new Promise<void>((done) => client.on('connect', done))));
  const heard = new Promise((found) => listener.on('said', found));
  await expect(speaker.timeout(5000).emitWithAck('events', 'hello')).resolves.toBe('hello');
  await expect(heard).resolves.toBe('hello');
});

it('replies to an event on native WebSockets', async () => {
  const url = await runExample('first/gateway-on-ws.ts');
  const client = new WebSocket(url.replace('http', 'ws'));
  onTestFinished(() => client.close());
  const answer = new Promise<string>((found, failed) => {
    client.on('open', () => client.send(JSON.stringify({ event: 'events', data: { name: 'Ada' } })));
    client.on('message', (data) => found(String(data)));
    client.on('error', failed);
  });
  expect(JSON.parse(await answer)).toEqual({ event: 'events', data: { name: 'Ada' } });
});

it('connects consoles of browsers to the chat', async () => {
  const url = (await runExample(await chatOnWs())).replace('http', 'ws');
  const script = await readFile(resolve(examples, 'first/browser-console.js'), 'utf8');
  const openConsole = async () => {
    const lines: string[] = [];
    let join!: () => void;
    const joined = new Promise<void>((done) => {
      join = done;
    });
    class BrowserSocket extends WebSocket {
      constructor() {
        super(url); // the script names port 3000
        onTestFinished(() => this.close());
      }
      override send(data: string): void {
        super.send(data);
        join();
      }
    }
    const context = createContext({ WebSocket: BrowserSocket, console: { log: (line: string) => lines.push(line) } });
    runInContext(script, context);
    await joined;
    return { lines, run: (code: string) => runInContext(code, context) };
  };
  const [ada, grace] = await Promise.all([openConsole(), openConsole()]);
  const said = '{"event":"said","data":"hello"}';
  const sayHello = () => {
    ada.run("send('say', 'hello')");
    return [ada.lines[0], grace.lines[0]];
  };
  // The server may read the first message of one client after the second one of the other.
  await expect.poll(sayHello, { timeout: 10_000 }).toEqual([said, said]);
});

it.each(['first/http-on-express.ts', 'first/http-on-fastify.ts'])('%s serves a controller', async (file) => {
  const response = await fetch(`${await runExample(file)}/cats/Tom`);
  expect(response.headers.get('content-type')).toMatch(/^application\/json/);
  expect(await response.json()).toEqual({ name: 'Tom', lives: 9 });
});

it('runs the container without a server', async () => {
  expect(await runToEnd('first/container-alone.ts')).toMatch(/^Hello Ada, it is \d{4}-/);
});

it('replaces a provider in a testing module', async () => {
  expect(await runToEnd('testing/overriding-a-provider.ts')).toBe('Hello Ada, it is 1970-01-01T00:00:00.000Z\n');
});
