import { Injectable } from '@portico/common';
import { GatewayClients } from '@portico/websockets';
import type { AllClients } from './all-clients.token.js';
import { ChatGateway, PlainChatGateway } from './chat.gateway.js';
import type { ServerEvents } from './protocol.js';

/** The clients of both gateways as one group. */
@Injectable()
export class ClientsOfBothGateways implements AllClients {
  constructor(
    @GatewayClients([ChatGateway, PlainChatGateway]) readonly clients: GatewayClients<unknown, ServerEvents>,
  ) {}
}
