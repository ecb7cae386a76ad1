import {
  failedReply,
  HAS_DISCONNECTED,
  missingReply,
  partialReply,
  whyFailed,
} from '../connections/requests-to-clients.js';
import type { RoomNamespace, RoomPacket, RoomSelection } from '../contracts/adapter/room-adapter.js';
import { onLostReply } from './lost-replies.js';

/** Sends a request to clients of all processes, and collects their replies. */
export function collectReplies(
  namespace: RoomNamespace,
  packet: RoomPacket,
  selection: RoomSelection,
  timeoutMs: number,
): Promise<unknown[]> {
  const { adapter, sockets } = namespace;
  return new Promise((resolve, reject) => {
    const replies: unknown[] = [];
    const failures: string[] = [];
    let expectedServers = -1;
    let servers = 0;
    let clients = 0;
    const finish = (end: () => void): void => {
      clearTimeout(timer);
      // The adapter has numbered the packet; a library stores its reply callback under that number. A private member of
      // sockets of socket.io; other sockets do not have it.
      for (const socket of sockets.values())
        (socket as { acks?: { delete(id: unknown): void } }).acks?.delete(packet.id);
      end();
    };
    const timer = setTimeout(
      () => finish(() => reject(missingReply(String(packet.data[0]), timeoutMs, replies))),
      timeoutMs,
    );
    const check = (): void => {
      if (servers !== expectedServers || replies.length + failures.length !== clients) return;
      if (failures.length === 0) finish(() => resolve(replies));
      else finish(() => reject(partialReply(String(packet.data[0]), failures, replies)));
    };
    const onReply = (reply: unknown): void => {
      const why = whyFailed(reply);
      if (why === undefined) replies.push(reply);
      else failures.push(why);
      check();
    };
    onLostReply(onReply, () => onReply(failedReply(HAS_DISCONNECTED)));
    adapter.broadcastWithAck(
      packet,
      selection,
      (count) => {
        servers += 1;
        clients += count;
        check();
      },
      onReply,
    );
    adapter.serverCount().then(
      (count) => {
        expectedServers = selection.flags.local ? 1 : count;
        check();
      },
      (error) => finish(() => reject(error)),
    );
  });
}
