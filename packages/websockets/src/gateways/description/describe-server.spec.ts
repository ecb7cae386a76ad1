import { expect, it } from 'vitest';
import type { GatewayAdapter } from '../../contracts/adapter/gateway-adapter.js';
import type { DeclaredOptions, GatewayRecord } from '../gateway-record.js';
import { describeServer } from './describe-server.js';

class MyAdapter {}
const adapter = new MyAdapter() as GatewayAdapter;
const gateway = (name: string, port: number, options: DeclaredOptions = {}) =>
  ({ name, port, options }) as GatewayRecord;

it.each<[string, GatewayAdapter, GatewayRecord[], name?: string]>([
  ['MyAdapter "plain" serves Chat on the port of the application', adapter, [gateway('Chat', 0)], 'plain'],
  ['MyAdapter serves Chat on the port of the application', adapter, [gateway('Chat', 0)]],
  ['MyAdapter serves Chat at /chat on port 80', adapter, [gateway('Chat', 80, { path: '/chat' })]],
  [
    'MyAdapter serves Chat at /ws on port 80',
    Object.assign(new MyAdapter() as GatewayAdapter, { pathOf: () => '/ws' }),
    [gateway('Chat', 80)],
  ],
  [
    'MyAdapter serves Chat, News (namespace news), Rooms (namespace /^room/), All (namespace chosen by a function) on port 80',
    adapter,
    [
      gateway('Chat', 80),
      gateway('News', 80, { namespace: 'news' }),
      gateway('Rooms', 80, { namespace: /^room/ }),
      gateway('All', 80, { namespace: () => true }),
    ],
  ],
])('%s', (line, by, gateways, name) => {
  expect(describeServer({ adapter: by, name, inheritedByGateways: undefined }, {}, gateways)).toBe(line);
});
