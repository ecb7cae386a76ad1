import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { get } from 'node:https';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { Controller, Get, Module, Req } from '@portico/common';
import { TEST_CERTIFICATE } from '@portico/conformance';
import { NestFactory } from '@portico/core';
import { ExpressAdapter, type NestExpressApplication } from '@portico/platform-express';
import { WsAdapter } from '@portico/platform-ws';
import { freePort, waitUntil } from '@portico/test-support';
import { WebSocketGateway } from '@portico/websockets';
import { expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';

@WebSocketGateway({ origins: 'same-origin' })
class OwnPages {}

@Controller()
class RequestController {
  @Get('health/ready') ready() {
    return 'ok';
  }
  @Get('request') request(@Req() { protocol, host, ip }: { protocol: string; host: string; ip: string }) {
    return { protocol, host, ip };
  }
}

@Module({ controllers: [RequestController], providers: [OwnPages] })
class AppModule {}

async function startApplication(): Promise<number> {
  const app = await NestFactory.create<NestExpressApplication>(AppModule, new ExpressAdapter(), { logger: false });
  app.set('trust proxy', (_address: string, hop: number) => hop === 0); // the client is on this machine, too
  app.useWebSocketAdapter(new WsAdapter(app));
  await app.listen(0, '127.0.0.1');
  onTestFinished(() => app.close());
  return Number(new URL(await app.getUrl()).port);
}

/** Returns the file in `docs/examples/production`, with other ports and files. */
function configuration(file: string, replaced: Record<string, string>): string {
  let config = readFileSync(resolve(import.meta.dirname, '../examples/production', file), 'utf8');
  for (const [before, after] of Object.entries(replaced)) {
    expect(config).toContain(before);
    config = config.replaceAll(before, after);
  }
  return config;
}

interface Proxy {
  readonly binary: string;
  /** Writes the configuration, and returns the arguments of the proxy. */
  configure(folder: string, port: number, upstream: number): string[];
}

const PROXIES: Proxy[] = [
  {
    binary: 'nginx',
    configure(folder, port, upstream) {
      const server = configuration('nginx.conf', {
        '127.0.0.1:3000': `127.0.0.1:${upstream}`,
        'listen 443 ssl': `listen 127.0.0.1:${port} ssl`,
        '/etc/ssl/certs/example.com.pem': join(folder, 'both.pem'),
        '/etc/ssl/private/example.com.key': join(folder, 'both.pem'),
      });
      const kinds = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
      const paths = kinds.map((kind) => `${kind}_temp_path ${join(folder, kind)};`).join(' ');
      const http = `http { access_log off; ${paths}\n${server}\n}`;
      writeFileSync(
        join(folder, 'nginx.conf'),
        `daemon off; master_process off; pid ${join(folder, 'pid')}; error_log stderr; events {}\n${http}`,
      );
      return ['-p', folder, '-c', join(folder, 'nginx.conf')];
    },
  },
  {
    binary: 'haproxy',
    configure(folder, port, upstream) {
      const config = configuration('haproxy.cfg', {
        ':443 ssl': `127.0.0.1:${port} ssl`,
        '/etc/ssl/private/example.com.pem': join(folder, 'both.pem'),
        '10.0.0.1:3000': `127.0.0.1:${upstream}`,
        '10.0.0.2:3000': `127.0.0.1:${upstream}`,
      });
      writeFileSync(join(folder, 'haproxy.cfg'), config);
      return ['-db', '-f', join(folder, 'haproxy.cfg')];
    },
  },
];

function find(binary: string): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(':'), '/usr/sbin'];
  return folders
    .map((folder) => join(folder, binary))
    .find((file) => {
      try {
        accessSync(file, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

async function startProxy(command: string, { configure }: Proxy): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'portico-proxy-'));
  mkdirSync(join(folder, 'logs'));
  writeFileSync(join(folder, 'both.pem'), `${TEST_CERTIFICATE.cert}\n${TEST_CERTIFICATE.key}`);
  const port = await freePort();
  const child = spawn(command, configure(folder, port, await startApplication()), { stdio: 'ignore' });
  onTestFinished(async () => {
    const exited = once(child, 'exit');
    if (child.exitCode === null && child.kill('SIGKILL')) await exited;
    rmSync(folder, { recursive: true });
  });
  await waitUntil(async () => (await read(port, '/health/ready').catch(() => '')) === 'ok', { timeout: 20_000 });
  return port;
}

function read(port: number, path: string, headers: Record<string, string> = {}): Promise<string> {
  return new Promise((done, fail) => {
    get({ host: 'localhost', port, path, headers, ca: TEST_CERTIFICATE.cert, agent: false }, (response) =>
      done(text(response)),
    ).on('error', fail);
  });
}

for (const proxy of PROXIES) {
  const command = find(proxy.binary);
  if (!command) console.warn(`${proxy.binary} is not installed: its configuration in docs/production.md is not tested`);

  it.skipIf(!command)(
    `configures ${proxy.binary}, whose clients choose neither scheme nor host`,
    async () => {
      const port = await startProxy(command!, proxy);
      const forged = {
        'x-forwarded-for': '203.0.113.9',
        'x-forwarded-proto': 'gopher',
        'x-forwarded-host': 'example.org',
      };
      const request = JSON.parse(await read(port, '/request', forged));
      expect(request).toEqual({ protocol: 'https', host: `localhost:${port}`, ip: '127.0.0.1' });

      const open = (origin: string) => new WebSocket(`wss://localhost:${port}`, { origin, ca: TEST_CERTIFICATE.cert });
      const client = open(`https://localhost:${port}`);
      await once(client, 'open');
      client.terminate();
      const [refused] = await once(open('https://localhost'), 'error');
      expect(refused.message).toContain('403');
    },
    60_000,
  );
}
