import type { Socket } from 'socket.io';
import { expect, it } from 'vitest';
import { ConnectionCloser } from './connection-closer.js';

function openSockets(count: number) {
  const closer = new ConnectionCloser();
  const conn = {
    closed: 0,
    close() {
      this.closed += 1;
    },
  };
  // Of a socket, only its connection is used.
  const sockets = Array.from({ length: count }, () => ({ conn }) as unknown as Socket);
  for (const socket of sockets) closer.add(socket);
  return { closer, conn, sockets };
}

it('closes a connection when all of its sockets are to be closed', () => {
  const { closer, conn, sockets } = openSockets(3);
  for (const [index, socket] of sockets.entries()) {
    expect(conn.closed).toBe(0);
    closer.close(socket);
    // One that is to be closed leaves its namespace meanwhile, or is closed again.
    if (index === 0) closer.remove(socket);
    if (index === 0) closer.close(socket);
  }
  expect(conn.closed).toBe(1);
});

it('closes a connection when its last socket leaves by itself, and the others are to be closed', () => {
  const { closer, conn, sockets } = openSockets(2);
  closer.close(sockets[0]!);
  expect(conn.closed).toBe(0);
  closer.remove(sockets[1]!);
  expect(conn.closed).toBe(1);
});

it('keeps a connection whose sockets leave by themselves', () => {
  const { closer, conn, sockets } = openSockets(2);
  for (const socket of sockets) closer.remove(socket);
  expect(conn.closed).toBe(0);
});
