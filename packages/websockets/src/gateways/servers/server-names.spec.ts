import { expect, it } from 'vitest';
import type { GatewayAdapter } from '../../contracts/adapter/gateway-adapter.js';
import type { ServerGroup } from './server-groups.js';
import { ServerNames } from './server-names.js';

const plain = {} as GatewayAdapter;
const withRooms = { roomNamespace: () => ({}) } as unknown as GatewayAdapter;
const group = (port: number, path?: string, adapter = plain, name?: string) =>
  ({ choice: { adapter, name }, port, gateways: [{ options: { path } }] }) as unknown as ServerGroup;

it('names the rooms of a server after its path, and after its port if two servers have this path', () => {
  const names = new ServerNames();
  const groups = [group(0), group(80, 'chat'), group(81, '/chat'), group(81, '/chat', plain, 'other'), group(82, '/')];
  expect(groups.map((each) => names.nameFor(each))).toEqual([
    'ws:/',
    'ws:/chat',
    'ws:/chat:81',
    'ws:/chat:81:other',
    'ws:/:82',
  ]);
});

it('does not reserve names that a library with rooms does not use', () => {
  const names = new ServerNames();
  names.nameFor(group(0, undefined, withRooms));
  expect(names.nameFor(group(0))).toBe('ws:/');
});
