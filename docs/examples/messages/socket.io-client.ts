// #region socket
import type { SocketOf } from '@portico/client/socket.io';
import { io } from 'socket.io-client';
import type { chat } from './contract.js';

export async function talkOverSocketIo(url: string, log: (text: string) => void): Promise<void> {
  const socket: SocketOf<typeof chat> = io(url, { forceNew: true });
  socket.on('said', ({ from, text }) => log(`${from}: ${text}`));
  socket.on('exception', ({ message, issues }) => log(`${message}: ${issues?.[0]?.message}`));

  const { at } = await socket.emitWithAck('say', { text: 'hello' });
  log(`said at ${typeof at}`);
  // #endregion
  const failed = new Promise((resolve) => socket.once('exception', resolve));
  socket.emit('say', { text: '' }, () => undefined);
  await failed;
  socket.close();
}
