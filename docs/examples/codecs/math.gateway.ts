import { type INestApplication, Module } from '@portico/common';
import { WsAdapter } from '@portico/platform-ws';
import {
  jsonRpc,
  MessageBody,
  messagePack,
  portico1,
  SubscribeMessage,
  WebSocketGateway,
  WsException,
} from '@portico/websockets';
import { lines } from './lines.codec.js';

// #region gateway
@WebSocketGateway()
export class MathGateway {
  @SubscribeMessage('sum')
  sum(@MessageBody() numbers: number[]) {
    if (!Array.isArray(numbers)) throw new WsException('Send an array');
    return numbers.reduce((sum, each) => sum + each, 0);
  }

  @SubscribeMessage('count')
  async *count(@MessageBody() to: number) {
    for (let value = 1; value <= to; value += 1) yield value; // stops here when the client cancels
  }
}
// #endregion

@Module({ providers: [MathGateway] })
export class MathModule {}

export function codecAdapter(app: INestApplication): WsAdapter {
  // #region use
  const wsAdapter = new WsAdapter(app, {
    codecs: [portico1({ maxOpenRequests: 256 }), messagePack(), jsonRpc(), lines],
  });
  // #endregion
  return wsAdapter;
}
