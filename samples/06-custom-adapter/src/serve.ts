import type { AddressInfo } from 'node:net';
import { NestFactory } from '@portico/core';
import type { NestExpressApplication } from '@portico/platform-express';
import { AppModule } from './app.module.js';
import { GreeterGateway } from './greeter/greeter.gateway.js';
import { servePage } from './page.js';
import { portFrom } from './settings.js';
import { WsAdapter } from './ws-adapter.js';

/** Serves the page on one port, and the gateway with the documented adapter on another one. */
export async function serve(): Promise<void> {
  const port = portFrom('PORT', 3000);
  // #region use
  const app = await NestFactory.create<NestExpressApplication>(AppModule, {
    logger: ['error', 'warn'],
    abortOnError: false,
  });
  app.useWebSocketAdapter(new WsAdapter(app));
  // #endregion
  servePage(app);
  app.enableShutdownHooks();
  try {
    await app.listen(port);
    const page = app.getHttpServer().address() as AddressInfo;
    const gatewayPort = await app.get(GreeterGateway).port;
    console.log(`\nA WebSocket adapter written by hand: http://localhost:${page.port}`);
    console.log(`  its gateway: ws://localhost:${gatewayPort}`);
    console.log('  Ctrl-C stops it\n');
  } catch (error) {
    await app.close();
    throw error;
  }
}
