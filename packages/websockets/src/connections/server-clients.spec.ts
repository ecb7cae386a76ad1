import { expect, test } from 'vitest';
import { Connection, type ConnectionServer } from './connection.js';
import { ServerClients } from './server-clients.js';

const server: ConnectionServer = {
  adapter: {
    create: () => ({}),
    bindClientConnect: () => undefined,
    bindMessageHandlers: () => undefined,
    close: () => undefined,
  },
  highWaterMark: 0,
  rooms: undefined,
  addressOf: undefined,
};

function connect(clients: ServerClients<unknown>, count: number): Connection[] {
  const connections = Array.from({ length: count }, () => new Connection({}, server, 1));
  for (const connection of connections) {
    clients.link(connection);
    clients.add(connection);
  }
  return connections;
}

test('has each client until it is removed, whichever leaves first', () => {
  const clients = new ServerClients<unknown>(true);
  const connections = connect(clients, 8);
  const remaining = new Set(connections);
  for (const leaving of [3, 7, 0, 6, 5, 1, 2, 4].map((index) => connections[index]!)) {
    expect(clients.remove(leaving)).toBe(true);
    expect(clients.remove(leaving)).toBe(false);
    remaining.delete(leaving);
    expect(new Set(clients)).toEqual(remaining);
    expect(clients.size).toBe(remaining.size);
    for (const each of connections) expect(clients.get(each.client)).toBe(remaining.has(each) ? each : undefined);
  }
});

test('has a client once that is added twice', () => {
  const clients = new ServerClients<unknown>(true);
  const [connection] = connect(clients, 1);
  clients.add(connection!);
  expect([...clients]).toEqual([connection]);
  expect(clients.remove(connection!)).toBe(true);
  expect(clients.size).toBe(0);
});

test('replaces a connection of a client by its next one', () => {
  const clients = new ServerClients<unknown>(true);
  const [first, other] = connect(clients, 2);
  const second = new Connection(first!.client, server, 1);
  clients.link(second);
  clients.add(second);
  expect(clients.get(first!.client)).toBe(second);
  expect(new Set(clients)).toEqual(new Set([other, second]));
  expect(clients.remove(first!)).toBe(false);
});

test('may be changed while it is iterated: visits each that is still connected once', () => {
  const clients = new ServerClients<unknown>(true);
  const connections = connect(clients, 6);
  const visited: Connection[] = [];
  for (const connection of clients) {
    visited.push(connection);
    clients.remove(connection);
    clients.remove(connections[4]!);
    if (visited.length === 1) connect(clients, 1);
  }
  expect(visited).toEqual(connections.filter((each) => each !== connections[4]));
  expect(clients.size).toBe(1);
});

test('does not confuse clients of two servers at the same index', () => {
  const [one, two] = [new ServerClients<unknown>(true), new ServerClients<unknown>(true)];
  const [first] = connect(one, 1);
  const [second] = connect(two, 1);
  expect(two.remove(first!)).toBe(false);
  expect(one.get(second!.client)).toBeUndefined();
  expect(one.size + two.size).toBe(2);
});
