import {
  Ack,
  ConnectedSocket,
  MessageBody,
  OnGatewayConnection,
  OnGatewayDisconnect,
  OnGatewayInit,
  SubscribeMessage,
  WebSocketGateway,
  WebSocketServer,
  WsResponse,
} from '@nestjs/websockets';
import { from, Observable } from 'rxjs';
import { map } from 'rxjs/operators';
import { Namespace, Server, Socket } from 'socket.io';

/** The handlers of the documents, each under an event of its own. */
@WebSocketGateway()
export class EventsGateway implements OnGatewayInit, OnGatewayConnection, OnGatewayDisconnect {
  @WebSocketServer()
  server: Server;

  readonly seen: string[] = [];

  afterInit(server: Server) {
    this.seen.push(server === this.server ? 'init' : 'init with another server');
  }

  handleConnection(client: Socket) {
    this.seen.push('connected');
  }

  handleDisconnect(client: Socket) {
    this.seen.push('disconnected');
  }

  @SubscribeMessage('seen')
  handleSeen(): string[] {
    return this.seen;
  }

  @SubscribeMessage('events')
  handleEvent(@MessageBody() data: string): string {
    return data;
  }

  @SubscribeMessage('id')
  handleId(@MessageBody('id') id: number): number {
    // id === messageBody.id
    return id;
  }

  @SubscribeMessage('undecorated')
  handleUndecorated(client: Socket, data: string): string {
    return data;
  }

  @SubscribeMessage('connected')
  handleConnected(@MessageBody() data: string, @ConnectedSocket() client: Socket): string {
    client.emit('greeting', data);
    return data;
  }

  @SubscribeMessage('ack')
  handleAck(@MessageBody() data: string, @Ack() ack: (response: { status: string; data: string }) => void) {
    ack({ status: 'received', data });
  }

  @SubscribeMessage('response')
  handleResponse(@MessageBody() data: unknown): WsResponse<unknown> {
    const event = 'events';
    return { event, data };
  }

  @SubscribeMessage('stream')
  onEvent(@MessageBody() data: unknown): Observable<WsResponse<number>> {
    const event = 'events';
    const response = [1, 2, 3];

    return from(response).pipe(map((data) => ({ event, data })));
  }

  @SubscribeMessage('broadcast')
  handleBroadcast(@MessageBody() data: unknown) {
    this.server.emit('broadcast', data);
  }
}

@WebSocketGateway({ namespace: 'my-namespace' })
export class NamespaceGateway {
  @WebSocketServer()
  namespace: Namespace;

  @SubscribeMessage('name')
  name(): string {
    return this.namespace.name;
  }
}
