import { ensurePage } from '../build/write-page.js';
import { FakeServer } from './fake-server.fixture.js';

// Shows the page without an application: node --import @oxc-node/core/register page/test/try-page.ts
await ensurePage();
const { url } = await FakeServer.start({ port: 4600 });
process.stdout.write(`${url}\n`);
