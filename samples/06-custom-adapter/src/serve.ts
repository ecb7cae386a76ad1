import { NestFactory } from '@portico/core';
import { AppModule } from './app.module.js';
import { GreeterGateway } from './greeter/greeter.gateway.js';
import { portFrom } from './settings.js';
import { WsAdapter } from './ws-adapter.js';

/** Serves the page on one port, and the gateway through the adapter of the documents on another. */
export async function serve(): Promise<void> {
  const port = portFrom('PORT', 3000);
  // #region use
  const app = await NestFactory.create(AppModule, { logger: ['error', 'warn'], abortOnError: false });
  app.useWebSocketAdapter(new WsAdapter(app));
  // #endregion
  app.enableShutdownHooks();
  try {
    await app.listen(port);
    const gatewayPort = await app.get(GreeterGateway).port;
    console.log(`\nA WebSocket adapter written by hand: http://localhost:${app.getHttpServer().address().port}`);
    console.log(`  its gateway: ws://localhost:${gatewayPort}`);
    console.log('  Ctrl-C stops it\n');
  } catch (error) {
    await app.close();
    throw error;
  }
}
