import { UseFilters, UseGuards } from '@portico/common';
import {
  ConnectedClient,
  type GatewayClient,
  GatewayClients,
  MessageBody,
  SubscribeMessage,
  WebSocketGateway,
  type WsResponse,
} from '@portico/websockets';
import { ProblemFilter } from '../questions/problem.filter.js';
import { MemberGuard } from './member.guard.js';
import type { Member } from './member.js';
import { TextPipe } from './text.pipe.js';

export interface Note {
  readonly from: string;
  readonly text: string;
}

/** The events that the board sends. */
interface BoardEvents {
  notes: readonly Note[];
  note: Note;
}

const MOST_NOTES = 20;

/** A notice board. All clients receive the notes of members, and new clients receive the last notes. */
@WebSocketGateway({ path: '/board', maxPayload: 4_096 })
@UseFilters(ProblemFilter)
export class BoardGateway {
  @GatewayClients() private readonly clients!: GatewayClients<Member, BoardEvents>;
  private readonly notes: Note[] = [];

  handleConnection(@ConnectedClient() client: GatewayClient<Member, BoardEvents>): void {
    client.emit('notes', this.notes);
  }

  @SubscribeMessage('sign-in')
  signIn(
    @ConnectedClient() client: GatewayClient<Member>,
    @MessageBody('name', new TextPipe('Your name', 40)) name: string,
  ): WsResponse<{ name: string }> {
    client.data.name = name;
    return { event: 'signed-in', data: { name } };
  }

  @UseGuards(MemberGuard)
  @SubscribeMessage('post')
  post(
    @ConnectedClient() { data: { name: from = '' } }: GatewayClient<Member>,
    @MessageBody('text', new TextPipe('The text', 200)) text: string,
  ): void {
    const note: Note = { from, text };
    this.notes.push(note);
    if (this.notes.length > MOST_NOTES) this.notes.shift();
    this.clients.emit('note', note);
  }
}
