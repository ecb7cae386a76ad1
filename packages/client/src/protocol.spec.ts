import { describePortico1Client } from '@portico/conformance';
import { WebSocket } from 'ws';
import { createClient } from './index.js';

describePortico1Client({
  name: '@portico/client',
  recovers: true,
  connect: (url) => createClient(url, { WebSocket, reconnect: { minDelayMs: 5 } }),
});
