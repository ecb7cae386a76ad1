import type { AddressInfo } from 'node:net';
import { Module } from '@portico/common';
import { NestFactory } from '@portico/core';
import { WebSocketGateway } from '@portico/websockets';
import { beforeAll } from 'vitest';
import { RecordingLogger } from '../../support/recording-logger.js';
import type { WebSocketPlatform } from './platform.js';
import { gatewayPort } from './test-app.js';

/**
 * Stops a suite before its tests when no client can connect at all: each of them would fail for that alone.
 *
 * @param options of the gateway
 */
export function checkFirstConnection(platform: WebSocketPlatform, options: object = {}): void {
  beforeAll(async () => {
    const port = await gatewayPort(platform);
    @WebSocketGateway(port, options)
    class First {}
    @Module({ providers: [First] })
    class FirstModule {}
    const settings = { logger: new RecordingLogger(), abortOnError: false };
    const app = await NestFactory.create(FirstModule, platform.createHttpAdapter(), settings);
    try {
      app.useWebSocketAdapter(platform.createAdapter(app));
      await app.listen(0, '127.0.0.1');
      const listening = (app.getHttpServer().address() as AddressInfo).port;
      const client = await platform.connect({ port: port || listening }).catch((error: unknown) => {
        throw new Error(cannotConnect(platform, error), { cause: error });
      });
      client.destroy();
    } finally {
      await app.close();
    }
  });
}

function cannotConnect({ name, capabilities }: WebSocketPlatform, error: unknown): string {
  const reason = error instanceof Error ? error.message : String(error);
  const where = capabilities.sharedServer === true ? 'the HTTP server of the application' : 'a dedicated port';
  return (
    `The first client of the suite could not connect to a gateway on the platform "${name}" (${reason}), so its tests were not run. ` +
    `The gateway is at "/" on ${where}. A status of 404 says that nothing took the upgrade request there. ` +
    'Check that create() returns a server that takes the upgrade requests of its path, with UpgradeRouter.of(server).add(...) ' +
    'or as the library does it, and that connect() of the platform goes to the same path.'
  );
}
