import { UseFilters, UseGuards } from '@portico/common';
import { broadcast } from '@portico/platform-ws';
import {
  ConnectedSocket,
  MessageBody,
  type OnGatewayConnection,
  SubscribeMessage,
  WebSocketGateway,
  WebSocketServer,
  type WsResponse,
} from '@portico/websockets';
import type { WebSocketServer as Server, WebSocket } from 'ws';
import { ProblemFilter } from '../questions/problem.filter.js';
import { MemberGuard } from './member.guard.js';
import { Members } from './members.js';
import { TextPipe } from './text.pipe.js';

export interface Note {
  readonly from: string;
  readonly text: string;
}

const MOST_NOTES = 20;

/** A notice board: everybody gets what members post, and who comes later gets the last notes. */
@WebSocketGateway({ path: '/board', maxPayload: 4_096 })
@UseFilters(ProblemFilter)
export class BoardGateway implements OnGatewayConnection<WebSocket> {
  @WebSocketServer() private readonly server!: Server;
  private readonly notes: Note[] = [];

  constructor(private readonly members: Members) {}

  handleConnection(client: WebSocket): void {
    client.send(JSON.stringify({ event: 'notes', data: this.notes }));
  }

  @SubscribeMessage('sign-in')
  signIn(
    @ConnectedSocket() client: WebSocket,
    @MessageBody('name', new TextPipe('Your name', 40)) name: string,
  ): WsResponse<{ name: string }> {
    this.members.signIn(client, name);
    return { event: 'signed-in', data: { name } };
  }

  @UseGuards(MemberGuard)
  @SubscribeMessage('post')
  post(@ConnectedSocket() client: WebSocket, @MessageBody('text', new TextPipe('The text', 200)) text: string): void {
    const note: Note = { from: this.members.nameOf(client) as string, text };
    this.notes.push(note);
    if (this.notes.length > MOST_NOTES) this.notes.shift();
    broadcast(this.server.clients, { event: 'note', data: note });
  }
}
