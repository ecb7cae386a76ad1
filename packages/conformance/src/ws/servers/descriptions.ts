import { type CanActivate, UseGuards } from '@portico/common';
import {
  ConnectionQuery,
  defineMessages,
  gatewaysOf,
  MessageBody,
  SubscribeMessage,
  WebSocketGateway,
} from '@portico/websockets';
import { expect, it } from 'vitest';
import type { WebSocketPlatform } from '../support/platform.js';
import { gatewayPort, startTestApp } from '../support/test-app.js';

class ConnectionGuard implements CanActivate {
  canActivate(): boolean {
    return true;
  }
}
class ClassGuard extends ConnectionGuard {}
class MessageGuard extends ConnectionGuard {}

/** The result of `gatewaysOf()`. */
export function describeDescriptions(platform: WebSocketPlatform): void {
  it('lists the gateways of an application with their messages and guards', async () => {
    const port = await gatewayPort(platform);
    const { say } = defineMessages({ say: {} });
    @UseGuards(ClassGuard)
    @WebSocketGateway(port)
    class Described {
      @UseGuards(ConnectionGuard)
      handleConnection(@ConnectionQuery('name') _name: string) {}
      @UseGuards(MessageGuard)
      @SubscribeMessage(say)
      said(@MessageBody('text') _text: string) {}
      @SubscribeMessage({ cmd: 'sum' })
      sum() {}
    }
    const { app } = await startTestApp(platform, port, [Described]);
    const [described, ...others] = gatewaysOf(app);
    expect(others).toEqual([]);
    expect(described).toMatchObject({ gateway: Described, name: 'Described', isStarted: true, port });
    expect(described?.adapter).toBeDefined();
    expect(described?.connection).toMatchObject({
      guards: [ConnectionGuard],
      parameters: [{ source: 'query', property: 'name' }],
    });
    expect(described?.messages).toMatchObject([
      {
        event: 'say',
        pattern: 'say',
        handler: 'said',
        definition: say,
        guards: [ClassGuard, MessageGuard],
        parameters: [{ source: 'body', property: 'text' }],
      },
      { event: '{"cmd":"sum"}', pattern: { cmd: 'sum' }, definition: undefined, guards: [ClassGuard] },
    ]);
  });
}
