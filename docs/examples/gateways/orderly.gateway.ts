import { Module, Signal } from '@portico/common';
import {
  ConnectedSocket,
  clientOf,
  MessageBody,
  messageStatsOf,
  SubscribeMessage,
  WebSocketGateway,
  WebSocketServer,
} from '@portico/websockets';

async function* readRows(since: number, signal: AbortSignal): AsyncGenerator<{ id: number }> {
  for (let id = since; id < since + 3 && !signal.aborted; id += 1) yield { id };
}

// #region dispatch
@WebSocketGateway({ dispatch: { concurrency: 1, queueSize: 100, overflow: 'pause' } })
export class DocumentGateway {
  private text = '';

  @SubscribeMessage('append')
  async append(@MessageBody() text: string): Promise<{ length: number }> {
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 5)); // later messages of this client wait
    this.text += text;
    return { length: this.text.length };
  }
}
// #endregion

@WebSocketGateway()
export class HistoryGateway {
  @WebSocketServer() server!: object;

  // #region generator
  @SubscribeMessage('history')
  async *history(@MessageBody('since') since: number, @Signal() signal: AbortSignal) {
    for await (const row of readRows(since, signal)) yield { event: 'row', data: row };
  }
  // #endregion

  // #region drained
  @SubscribeMessage('export')
  async export(@ConnectedSocket() socket: object): Promise<number> {
    const client = clientOf(socket);
    let count = 0;
    while (client?.connected && count < 1_000) {
      count += 1;
      client.emit('line', count);
      await client.drained(); // resolves when less than highWaterMark bytes wait for the client
    }
    return count;
  }
  // #endregion

  // #region stats
  @SubscribeMessage('stats')
  stats() {
    const { accepted, completed, failed, discarded, running, queued } = messageStatsOf(this.server) ?? {};
    return { accepted, completed, failed, discarded, running, queued };
  }
  // #endregion
}

@Module({ providers: [DocumentGateway, HistoryGateway] })
export class OrderlyModule {}
