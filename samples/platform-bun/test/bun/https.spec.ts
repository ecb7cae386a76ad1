import { connectWs, startGateways, TEST_CERTIFICATE } from '@portico/conformance';
import { ConnectedClient, type GatewayClient, SubscribeMessage, WebSocketGateway } from '@portico/websockets';
import { expect, it, onTestFinished } from 'vitest';
import { BunHttpAdapter, BunWsAdapter } from '../../src/platform/index.js';

@WebSocketGateway()
class SecureGateway {
  @SubscribeMessage('secure') secure(@ConnectedClient() client: GatewayClient) {
    return { event: 'secure', data: client.handshake.secure };
  }
}

it('serves wss on an HTTPS server of Bun', async () => {
  const { port } = await startGateways({
    providers: [SecureGateway],
    httpAdapter: new BunHttpAdapter(),
    createAdapter: (app) => new BunWsAdapter(app),
    options: { httpsOptions: TEST_CERTIFICATE },
  });
  const client = await connectWs({ port, secure: true });
  onTestFinished(() => client.destroy());
  client.send('secure');
  expect(await client.next('secure')).toBe(true);
});
