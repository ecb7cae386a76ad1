import { io } from 'socket.io-client';

/** Talks to the gateway of `events.gateway.ts`. */
export async function talk(url: string): Promise<unknown[]> {
  // #region client
  const socket = io(url);
  const heard: unknown[] = [];
  socket.on('answer', (data) => heard.push(data)); // replies of the form { event: 'answer', data }

  socket.emit('ask', 'Is anybody there?');
  socket.emit('events', { name: 'Ada' }, (data: unknown) => heard.push(data)); // the acknowledgement
  heard.push(await socket.emitWithAck('order', { id: '42' })); // the same as a promise
  // #endregion
  socket.close();
  return heard;
}
