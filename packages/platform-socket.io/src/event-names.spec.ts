import {
  ConnectedClient,
  type GatewayClient,
  GatewayClients,
  MessageBody,
  SubscribeMessage,
  WebSocketGateway,
} from '@portico/websockets';
import { expect, it } from 'vitest';
import { startApplication } from './test-application.fixture.js';

/** A chat that relays events whose names its clients choose. */
@WebSocketGateway()
class Relay {
  @GatewayClients() readonly clients!: GatewayClients;
  async handleConnection(@ConnectedClient() client: GatewayClient) {
    await client.join('lobby');
  }
  @SubscribeMessage('relay')
  async relay(@MessageBody() [event, how]: [event: never, how: string], @ConnectedClient() client: GatewayClient) {
    try {
      if (how === 'all') this.clients.emit(event, 1);
      else if (how === 'others') client.to('lobby').emit(event, 1);
      else await this.clients.to('lobby').timeout(500).request(event, 1);
      return 'sent';
    } catch (error) {
      return (error as { code?: string }).code;
    }
  }
}

const names = [
  'connect',
  'connect_error',
  'disconnect',
  'disconnecting',
  'newListener',
  'removeListener',
  '',
  null,
  {},
];

it.each(['all', 'others', 'request'])('does not send events to %s that clients would not accept', async (how) => {
  const { connect } = await startApplication([Relay]);
  const [one, two] = [await connect(), await connect()];
  for (const name of names) expect(await one.ask('relay', [name, how])).toBe('PORTICO_WS_EVENT');
  expect(await one.ask('relay', ['said', how === 'request' ? 'all' : how])).toBe('sent');
  expect(await two.next('said')).toBe(1);
  expect([one.socket.connected, two.socket.connected]).toEqual([true, true]);
});
