import { WebSocketClient } from './websocket-client.js';
import { clientFrame } from './websocket-frames.js';

const OPEN = '0';
const CONNECT = '40';

/** Opens a connection of socket.io, with only the websocket transport, and joins the default namespace. */
export async function openSocketIo(port: number): Promise<WebSocketClient> {
  const client = await WebSocketClient.open(port, '/socket.io/?EIO=4&transport=websocket');
  await expectPacket(client, OPEN);
  const joined = expectPacket(client, CONNECT);
  client.send(clientFrame(CONNECT));
  await joined;
  return client;
}

async function expectPacket(client: WebSocketClient, type: string): Promise<void> {
  const packet = await client.next();
  if (!packet.startsWith(type)) throw new Error(`socket.io sent ${packet}, not a packet of type ${type}.`);
}
