import { connectWs, describePortico1, type WebSocketPlatform } from '@portico/conformance';
import { ExpressAdapter } from '@portico/platform-express';
import { portico1 } from '@portico/websockets';
import { WS_CAPABILITIES } from './capabilities.fixture.js';
import { WsAdapter } from './index.js';

const platform: Omit<WebSocketPlatform, 'name' | 'createAdapter'> = {
  createHttpAdapter: () => new ExpressAdapter(),
  connect: connectWs,
  capabilities: WS_CAPABILITIES,
};
const codecs = () => [portico1({ maxOpenRequests: 50 })];

describePortico1({ ...platform, name: 'ws', createAdapter: (app) => new WsAdapter(app, { codecs: codecs() }) });
