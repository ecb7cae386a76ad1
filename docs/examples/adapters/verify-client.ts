import type { WsGatewayOptions } from '@portico/platform-ws';
import { MessageBody, SubscribeMessage, WebSocketGateway } from '@portico/websockets';

const tokens = new Map([['secret', 'Ada']]);

async function findUser(token: unknown): Promise<string | undefined> {
  return tokens.get(String(token));
}

// #region verify
@WebSocketGateway<WsGatewayOptions>({
  verifyClient: async ({ req }) => (await findUser(req.headers.authorization)) !== undefined,
})
export class MembersGateway {
  @SubscribeMessage('echo')
  echo(@MessageBody() text: string) {
    return { event: 'echo', data: text };
  }
}
// #endregion
