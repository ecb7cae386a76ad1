import { MessageBody, SubscribeMessage, WebSocketGateway, WsResponse } from '@nestjs/websockets';
import { from, Observable } from 'rxjs';
import { map } from 'rxjs/operators';

/** For adapters without namespaces and acknowledgements. The custom adapter needs a port of its own. */
@WebSocketGateway(Number(process.env.GATEWAY_PORT))
export class CustomGateway {
  @SubscribeMessage('events')
  handleEvent(@MessageBody() data: unknown): WsResponse<unknown> {
    const event = 'events';
    return { event, data };
  }

  @SubscribeMessage('stream')
  onEvent(@MessageBody() data: unknown): Observable<WsResponse<number>> {
    const event = 'events';
    const response = [1, 2, 3];

    return from(response).pipe(map((data) => ({ event, data })));
  }
}

/** On the server of the application. */
@WebSocketGateway({ path: '/users' })
export class UsersGateway {
  @SubscribeMessage('events')
  handleEvent(@MessageBody() data: unknown): WsResponse<unknown> {
    const event = 'events';
    return { event, data };
  }
}
