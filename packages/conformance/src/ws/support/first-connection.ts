import { Module } from '@portico/common';
import { NestFactory } from '@portico/core';
import { MessageBody, SubscribeMessage, WebSocketGateway } from '@portico/websockets';
import { beforeAll } from 'vitest';
import { limitClose } from '../../support/limit-close.js';
import { portOf } from '../../support/port-of.js';
import { RecordingLogger } from '../../support/recording-logger.js';
import { runAndClose } from '../../support/run-and-close.js';
import { Refused, type TestClient } from './client.js';
import { connectInTime } from './connect-in-time.js';
import { checkAdapterMembers, type WebSocketPlatform } from './platform.js';
import { gatewayPort } from './test-app.js';

/**
 * Fails a suite before its tests if the adapter lacks a member for its capabilities, if no client can connect, if a message has no reply or two replies, or if the application does
 * not close. Otherwise, each test would fail for the same reason.
 *
 * @param options the options of the gateway
 */
export function checkFirstConnection(platform: WebSocketPlatform, options: object = {}): void {
  beforeAll(async () => {
    const port = await gatewayPort(platform);
    let handled = 0;
    @WebSocketGateway(port, options)
    class First {
      @SubscribeMessage('first')
      first(@MessageBody() event: string) {
        handled += 1;
        return { event, data: true };
      }
    }
    @Module({ providers: [First] })
    class FirstModule {}
    const http = platform.createHttpAdapter();
    const app = await NestFactory.create(FirstModule, http, { logger: new RecordingLogger(), abortOnError: false });
    const adapter = platform.createAdapter(app);
    checkAdapterMembers(platform, adapter);
    app.useWebSocketAdapter(adapter);
    limitClose(app, { HTTP: http, WebSocket: adapter });
    const check = async (): Promise<void> => {
      await app.listen(0, '127.0.0.1');
      const listening = portOf(app.getHttpServer());
      const client = await connectInTime(platform, { port: port || listening }).catch((error: unknown) => {
        throw new Error(cannotConnect(platform, error), { cause: error });
      });
      const problem = await problemOf(client, () => handled);
      client.destroy();
      if (problem) throw new Error(`The first message of the suite on the platform "${platform.name}" ${problem}`);
    };
    const notClosed = `The first application of the suite on the platform "${platform.name}" did not close, so its tests were not run.`;
    await runAndClose(check, () => app.close(), notClosed);
  });
}

/** Returns the problem for which every test would fail. Replies in an unexpected form are left to the tests. */
async function problemOf(client: TestClient, handled: () => number): Promise<string | undefined> {
  client.send('first', 'greeting');
  const missing = await client.next('greeting').then(() => undefined, String);
  if (missing !== undefined) return client.rest.length > 0 ? undefined : `${noAnswer(handled())} ${missing}`;
  client.send('first', 'goodbye');
  await client.next('goodbye').catch(() => undefined);
  return client.rest.some(([event]) => event === 'greeting') ? twoAnswers(handled()) : undefined;
}

function noAnswer(handled: number): string {
  const seen =
    handled > 0
      ? 'Its handler was called. Check that bindMessageHandlers() subscribes to transform(callback(data)) and sends each value to the client.'
      : 'Its handler was not called. Check that bindMessageHandlers() reads the frame and calls the callback of the handler with this event, ' +
        'and that connect() of the platform sends messages in the form that the adapter reads.';
  return `had no answer, so its tests were not run. ${seen}`;
}

function twoAnswers(handled: number): string {
  const seen =
    handled > 2
      ? 'Its handler was called twice. Check that a client has one listener for messages, also when bindMessageHandlers() is called again.'
      : 'Its handler was called once. Check that bindMessageHandlers() subscribes once to transform(callback(data)), and that send() sends once.';
  return `was answered with two frames for one message, so its tests were not run. ${seen}`;
}

function cannotConnect({ name, capabilities }: WebSocketPlatform, error: unknown): string {
  const status = error instanceof Refused ? `status ${error.status}: ` : '';
  const reason = `${status}${error instanceof Error ? error.message : String(error)}`;
  const where = capabilities.sharedServer === true ? 'the HTTP server of the application' : 'a dedicated port';
  return (
    `The first client of the suite could not connect to a gateway on the platform "${name}" (${reason}), so its tests were not run. ` +
    `The gateway is at "/" on ${where}. A status of 404 says that nothing took the upgrade request there. ` +
    'Check that create() returns a server that takes the upgrade requests of its path, with UpgradeRouter.of(server).add(...) ' +
    'or as the library does it, and that connect() of the platform goes to the same path.'
  );
}
