import { Signal } from '@portico/common';
import { clientOf, type GatewayClient, messageStatsOf, SubscribeMessage, WebSocketGateway } from '../../index.js';
import type { DispatchOptions } from './dispatch-options.js';
import type { ShutdownOptions } from './shutdown-options.js';

export const complete: DispatchOptions = {
  concurrency: 1,
  queueSize: 100,
  maxStreams: 10,
  maxMessagesPerSecond: 50,
  overflow: 'pause',
};
export const partial: DispatchOptions = { overflow: 'close' };
// @ts-expect-error there are two ways
export const unknownWay: DispatchOptions = { overflow: 'wait' };
// @ts-expect-error it is a number
export const noNumber: DispatchOptions = { concurrency: '1' };
export const shutdown: ShutdownOptions = { batchSize: 10, intervalMs: 5, timeoutMs: 1_000 };
// @ts-expect-error milliseconds are said in the name
export const noUnit: ShutdownOptions = { timeout: 1_000 };

@WebSocketGateway({ dispatch: { concurrency: 1 }, highWaterMark: 1_024 })
export class Typed {
  @SubscribeMessage('stream')
  async *stream(@Signal() signal: AbortSignal): AsyncGenerator<{ event: string; data: boolean }> {
    yield { event: 'aborted', data: signal.aborted };
  }
}

export function use(socket: { id: string }, server: object): number | undefined {
  const client: GatewayClient<{ id: string }> | undefined = clientOf(socket);
  const id: string | undefined = client?.native.id;
  // @ts-expect-error it is read only
  if (client) client.bufferedBytes = id?.length ?? 0;
  const stats = messageStatsOf(server);
  // @ts-expect-error counts are read only
  if (stats) stats.accepted = 0;
  return stats?.discarded.deadline;
}
