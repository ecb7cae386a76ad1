// #region imports
import { ClientError, createClient } from '@portico/client';
import { WebSocket } from 'ws';
import { chat } from './contract.js';
// #endregion

export async function talk(url: string, log: (text: string) => void): Promise<void> {
  // #region client
  const client = createClient(chat, url, { WebSocket }); // browsers and Node.js 22 need no third argument
  client.on('said', ({ from, text }) => log(`${from}: ${text}`));

  const { at } = await client.request('say', { text: 'hello' });
  for await (const value of client.stream('count', { from: 1 })) if (value === 3) break;
  // #endregion
  log(`said at ${typeof at}`);

  // #region issues
  try {
    await client.request('say', { text: '' });
  } catch (error) {
    if (error instanceof ClientError) log(JSON.stringify(error.payload));
  }
  // #endregion
  client.close();
}
