import { type CanActivate, type ExecutionContext, ForbiddenException, type Type, UseGuards } from '@portico/common';
import {
  ConnectedClient,
  type GatewayClient,
  GatewayClients,
  MessageBody,
  type RecoveryOptions,
  SubscribeMessage,
  WebSocketGateway,
} from '@portico/websockets';

/** The records of the gateway. */
export class RecoveryLog {
  readonly connected: { readonly id: string; readonly recovered: boolean; readonly handshake: string }[] = [];
  readonly disconnected: string[] = [];
  /** The hooks that were called. */
  readonly hooks: ('handleConnection' | 'handleDisconnect')[] = [];
  /** Whether guards refuse clients. */
  isClosed = false;
  /** What `handleConnection` waits for. */
  delay: Promise<void> | undefined;
}

/** A gateway whose clients can continue their sessions, and what tests use on the server. */
export interface RecoveryGateway {
  readonly clients: GatewayClients;
  /** The last client of each name. */
  readonly clientsByName: Map<string, GatewayClient>;
}

export function createRecoveryGateway(log: RecoveryLog, options: RecoveryOptions = {}): Type<RecoveryGateway> {
  class OpenGuard implements CanActivate {
    canActivate(_context: ExecutionContext): boolean {
      if (log.isClosed) throw new ForbiddenException('closed for now');
      return true;
    }
  }

  @WebSocketGateway({ connectionStateRecovery: options })
  class RecoveringGateway implements RecoveryGateway {
    @GatewayClients() readonly clients!: GatewayClients;
    readonly clientsByName = new Map<string, GatewayClient>();

    @UseGuards(OpenGuard)
    async handleConnection(@ConnectedClient() client: GatewayClient) {
      const { id, recovered, handshake } = client;
      const { url, headers } = handshake;
      log.hooks.push('handleConnection');
      log.connected.push({ id, recovered, handshake: JSON.stringify({ url, headers }) });
      if (!recovered) client.data = { name: `client ${log.connected.length}` };
      await log.delay;
      await client.join('lobby');
      this.clientsByName.set(client.data.name, client);
    }

    handleDisconnect(@ConnectedClient() client: GatewayClient) {
      log.hooks.push('handleDisconnect');
      log.disconnected.push(client.id);
    }

    @SubscribeMessage('echo')
    echo(@MessageBody() data: unknown) {
      return data;
    }

    @SubscribeMessage('who am I')
    whoAmI(@ConnectedClient() { id, data, rooms, recovered }: GatewayClient) {
      return { data, recovered, rooms: [...rooms].map((room) => (room === id ? '(own)' : room)).sort() };
    }

    @SubscribeMessage('join')
    join(@ConnectedClient() client: GatewayClient, @MessageBody() room: string) {
      return client.join(room);
    }

    @SubscribeMessage('leave')
    leave(@ConnectedClient() client: GatewayClient, @MessageBody() room: string) {
      return client.leave(room);
    }

    @SubscribeMessage('rename')
    rename(@ConnectedClient() client: GatewayClient, @MessageBody() name: string) {
      client.data.nickname = name;
    }

    /** A message whose result is an event. */
    @SubscribeMessage('event')
    event(@MessageBody() data: unknown) {
      return { event: 'answered', data };
    }
  }
  return RecoveringGateway;
}
