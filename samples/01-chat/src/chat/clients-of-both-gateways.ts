import { Injectable } from '@portico/common';
import { GatewayClients } from '@portico/websockets';
import { ChatGateway, PlainChatGateway } from './chat.gateway.js';
import type { Everybody } from './everybody.token.js';
import type { ServerEvents } from './protocol.js';

/** The clients of both gateways as one group. */
@Injectable()
export class ClientsOfBothGateways implements Everybody {
  constructor(
    @GatewayClients([ChatGateway, PlainChatGateway]) readonly clients: GatewayClients<unknown, ServerEvents>,
  ) {}
}
