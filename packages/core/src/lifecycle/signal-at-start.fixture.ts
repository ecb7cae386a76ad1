import { once } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import { Module } from '@portico/common';
import { NestFactory } from '../application/factory.js';
import { NodeHttpAdapter } from '../http/node-http-adapter.fixture.js';

/*
 * A process that receives SIGTERM while it starts. Arguments: `hook`, in a hook of the start-up, or `create`, before
 * `app.listen()`; and `exit` for `useProcessExit`.
 */

const [moment, ending] = process.argv.slice(2);

async function receiveSignal(): Promise<void> {
  const alive = setInterval(() => undefined, 1_000); // listening to a signal does not keep a process alive
  const received = once(process, 'SIGTERM');
  process.kill(process.pid, 'SIGTERM');
  await received;
  clearInterval(alive);
}

class Database {
  async onModuleInit(): Promise<void> {
    if (moment === 'hook') await receiveSignal();
  }
  async onApplicationShutdown(signal?: string): Promise<void> {
    for (let turn = 0; turn < 10; turn++) await setImmediate();
    process.stdout.write(`closed by ${signal}`);
  }
}
class AppModule {}
Module({ providers: [Database] })(AppModule);

const app = await NestFactory.create(AppModule, new NodeHttpAdapter(), { logger: ['error', 'warn'] });
app.enableShutdownHooks(['SIGTERM'], { useProcessExit: ending === 'exit' });
if (moment === 'create') await receiveSignal();
await app.listen(0);
process.stdout.write('listening');
