import { ParseIntPipe } from '@portico/common';
import {
  Ack,
  ConnectedSocket,
  MessageBody,
  SubscribeMessage,
  WebSocketGateway,
  type WsResponse,
} from '@portico/websockets';
import { from, interval, map, type Observable } from 'rxjs';
import type { Socket } from 'socket.io';

@WebSocketGateway()
export class EventsGateway {
  // #region body
  @SubscribeMessage('events')
  handleEvent(@MessageBody() data: string): string {
    return data;
  }
  // #endregion

  // #region key
  @SubscribeMessage('order')
  handleOrder(@MessageBody('id', ParseIntPipe) id: number): { id: number } {
    // The client sent { id: '42', … }: here id is the number 42.
    return { id };
  }
  // #endregion

  // #region pattern
  @SubscribeMessage({ cmd: 'sum' })
  sum(@MessageBody() numbers: number[]): WsResponse<number> {
    return { event: 'sum', data: numbers.reduce((sum, number) => sum + number, 0) };
  }
  // #endregion

  // #region socket
  @SubscribeMessage('join')
  handleJoin(@MessageBody() room: string, @ConnectedSocket() client: Socket): void {
    client.join(room);
    client.to(room).emit('joined', client.id);
  }
  // #endregion

  // #region plain
  @SubscribeMessage('plain')
  handlePlain(client: Socket, data: string, ack?: (answer: string) => void): void {
    ack?.(`${client.id} said ${data}`);
  }
  // #endregion

  // #region ack
  @SubscribeMessage('upload')
  handleUpload(@MessageBody() name: string, @Ack() ack: (answer: { status: string; name: string }) => void): void {
    setImmediate(() => ack({ status: 'stored', name }));
  }
  // #endregion

  // #region response
  @SubscribeMessage('ask')
  handleQuestion(@MessageBody() question: string): WsResponse<string> {
    return { event: 'answer', data: `You asked: ${question}` };
  }
  // #endregion

  // #region async
  @SubscribeMessage('later')
  async handleLater(@MessageBody() data: string): Promise<WsResponse<string>> {
    const answer = await Promise.resolve(data.toUpperCase());
    return { event: 'later', data: answer };
  }
  // #endregion

  // #region stream
  @SubscribeMessage('numbers')
  handleNumbers(): Observable<WsResponse<number>> {
    return from([1, 2, 3]).pipe(map((data) => ({ event: 'number', data })));
  }
  // #endregion

  // #region endless
  @SubscribeMessage('clock')
  handleClock(): Observable<WsResponse<number>> {
    return interval(100).pipe(map(() => ({ event: 'tick', data: Date.now() })));
  }
  // #endregion

  // #region silence
  @SubscribeMessage('note')
  handleNote(@MessageBody() _text: string): void {
    // Nothing is returned, so nothing is answered.
  }
  // #endregion
}
