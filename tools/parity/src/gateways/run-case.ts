import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import type { INestApplication, LoggerService } from '@portico/common';
import type { Kit } from '../kit.js';
import { within } from '../within.js';
import { buildAdapter } from './build/adapters.js';
import type { Builder } from './build/builder.js';
import { buildEnhancers } from './build/enhancers.js';
import { buildGateway, type GatewayClass } from './build/gateways.js';
import type { Gateway, GatewayCase, Message, Step } from './case.js';
import type { Client, Target } from './clients/client.js';
import { openSocketIoClient } from './clients/socket-io-client.js';
import { openWsClient } from './clients/ws-client.js';
import { makeValue, show } from './make-value.js';
import type { GatewayObservation } from './observation.js';
import { Recorder } from './recorder.js';
import { settle } from './settle.js';

/** Turns of the event loop after which closing counts as slow, and as hanging. */
const SLOW_CLOSE = 500;
const HANGING_CLOSE = 700;

/** Builds the application, runs the script with its clients, and closes it. */
export async function runCase(kit: Kit, _platform: unknown, theCase: GatewayCase): Promise<GatewayObservation> {
  const recorder = new Recorder();
  const crash = (error: unknown) => recorder.crash(error);
  process.on('uncaughtException', crash);
  process.on('unhandledRejection', crash);
  try {
    return await new Run(kit, theCase, recorder).run();
  } finally {
    process.off('uncaughtException', crash);
    process.off('unhandledRejection', crash);
  }
}

class Run {
  private readonly clients = new Map<number, Client>();
  private readonly builder: Builder;
  private gateways: GatewayClass[] = [];
  private ports: number[] = [];
  private messages = 0;

  constructor(
    private readonly kit: Kit,
    private readonly theCase: GatewayCase,
    private readonly recorder: Recorder,
  ) {
    class SpecialError extends Error {
      override readonly name = 'SpecialError';
    }
    this.builder = { kit, recorder, SpecialError };
  }

  async run(): Promise<GatewayObservation> {
    const { recorder, theCase } = this;
    this.ports = [await freePort(), await freePort()];
    const app = await this.createApplication();
    let start = 'listening';
    try {
      await app.listen(0, '127.0.0.1');
    } catch (error) {
      start = `refused: ${error instanceof Error ? error.message.slice(0, 60) : show(error)}`;
    }
    const alive: string[] = [];
    if (start === 'listening') {
      await settle(recorder, []);
      for (const step of theCase.script) {
        recorder.nextStep();
        await this.perform(step, app);
        await settle(recorder, this.clients.values());
      }
      recorder.nextStep();
      recorder.releaseForGood();
      await settle(recorder, this.clients.values());
      recorder.nextStep();
      alive.push(...(await this.probe(app)));
    }
    recorder.nextStep();
    if (!theCase.closeFirst) await Promise.all([...this.clients.values()].map((client) => client.leave('close')));
    await settle(recorder, this.clients.values());
    recorder.nextStep();
    const close = await this.close(app);
    await settle(recorder, this.clients.values());
    await Promise.all([...this.clients.values()].map((client) => client.leave('terminate')));
    const portsTaken: string[] = [];
    for (const [index, port] of this.ports.entries()) if (await isTaken(port)) portsTaken.push(`port ${index}`);
    return { start, steps: recorder.observed(), alive, close, portsTaken };
  }

  private async createApplication(): Promise<INestApplication> {
    const { kit, recorder, theCase, builder } = this;
    this.gateways = theCase.gateways.map((gateway, index) => buildGateway(builder, gateway, index, this.ports));
    const { guards, interceptors, pipes, filters } = buildEnhancers(builder, theCase.global, 'global');
    const byToken = theCase.global.by === 'token';
    const { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE } = kit.core;
    const provide = (token: string, values: readonly unknown[]) =>
      byToken ? values.map((useValue) => ({ provide: token, useValue })) : [];
    class AppModule {}
    kit.common.Module({
      providers: [
        ...this.gateways,
        ...provide(APP_GUARD, guards),
        ...provide(APP_INTERCEPTOR, interceptors),
        ...provide(APP_PIPE, pipes),
        ...provide(APP_FILTER, filters),
      ],
    })(AppModule);
    const httpAdapter =
      theCase.http === 'fastify' ? new kit.fastify.FastifyAdapter() : new kit.express.ExpressAdapter();
    const app = await kit.core.NestFactory.create(AppModule, httpAdapter as never, {
      logger: loggerOf(recorder),
      abortOnError: false,
    });
    const adapter = buildAdapter(builder, theCase.adapter, app);
    if (adapter) app.useWebSocketAdapter(adapter);
    if (!byToken) {
      app.useGlobalGuards(...guards);
      app.useGlobalInterceptors(...interceptors);
      app.useGlobalPipes(...pipes);
      app.useGlobalFilters(...filters);
    }
    return app;
  }

  private async perform(step: Step, app: INestApplication): Promise<void> {
    switch (step.do) {
      case 'connect':
        return this.connect(step, app);
      case 'send':
        return this.send(step);
      case 'burst':
        for (const message of step.messages) this.send(message);
        return;
      case 'frame':
        return this.clients.get(step.client)?.frame(step.text, step.binary);
      case 'send-and-leave':
        this.send(step);
        return this.clients.get(step.client)?.leave(step.how);
      case 'leave':
        return this.clients.get(step.client)?.leave(step.how);
      case 'release':
        return this.recorder.release();
      case 'broadcast':
        return this.broadcast(step.gateway, makeValue(step.value), app);
    }
  }

  private async connect(step: Extract<Step, { do: 'connect' }>, app: INestApplication): Promise<void> {
    const { client: index, gateway, polling } = step;
    const known = this.clients.get(index);
    if (known) return;
    const client = this.open(gateway, app, `client ${index}`, polling);
    if (!client) return;
    this.clients.set(index, client);
    await client.connected();
  }

  private open(gatewayIndex: number, app: INestApplication, name: string, polling = false): Client | undefined {
    const { gateways } = this.theCase;
    const gateway = gateways[gatewayIndex % gateways.length];
    if (!gateway) return undefined;
    const target = { ...this.targetOf(gateway, app), name: name.replace(' ', '-'), polling };
    const say = (text: string) => this.recorder.client(name, text);
    const { library, variant } = this.theCase.adapter;
    if (library === 'socket.io') return openSocketIoClient(target, say);
    return openWsClient(target, say, variant === 'own-parser' ? 'list' : 'object');
  }

  private targetOf({ port, path, namespace }: Gateway, app: INestApplication): Omit<Target, 'name' | 'polling'> {
    const { port: applicationPort } = app.getHttpServer().address() as AddressInfo;
    return {
      port: port === 'application' ? applicationPort : (this.ports[port] as number),
      path,
      namespace: /^[~%]/.test(namespace ?? '') ? `${namespace?.slice(1)}-1` : namespace,
    };
  }

  private send(message: Message): void {
    // The number of a message is its place in the script, also if its client is not connected.
    const number = this.messages++;
    this.clients.get(message.client)?.send(message, number);
  }

  private broadcast(index: number, value: unknown, app: INestApplication): void {
    const Class = this.gateways[index % this.gateways.length];
    if (!Class || this.theCase.gateways[index % this.gateways.length]?.scope === 'request') return;
    const { server } = app.get(Class) as { server?: { emit(event: string, value: unknown): void; clients?: Set<any> } };
    if (!server) this.recorder.hook(`Gateway${index} has no server`);
    else if (this.theCase.adapter.library === 'socket.io') server.emit('broadcast', value);
    else for (const client of server.clients ?? []) client.send(JSON.stringify({ event: 'broadcast', data: value }));
  }

  /** A new client of each gateway, and the HTTP server. */
  private async probe(app: INestApplication): Promise<string[]> {
    const seen: string[] = [];
    const { port } = app.getHttpServer().address() as AddressInfo;
    // Filters of gateways may fail with HTTP.
    if (this.theCase.global.filters.length + this.theCase.global.guards.length === 0)
      seen.push(`http ${await fetch(`http://127.0.0.1:${port}/none`).then(({ status }) => status, String)}`);
    for (const index of this.theCase.gateways.keys()) {
      const client = this.open(index, app, `probe ${index}`);
      if (!client) continue;
      await client.connected();
      await settle(this.recorder, [client]);
      seen.push(`gateway ${index} ${client.isOpen ? 'open' : 'closed'}`);
      await client.leave('close');
    }
    return seen;
  }

  private async close(app: INestApplication): Promise<GatewayObservation['close']> {
    const closed = app.close().then(
      (): GatewayObservation['close'] => 'settled',
      (error: Error): GatewayObservation['close'] => `rejected: ${error.message}`,
    );
    const inTime = await within(closed, SLOW_CLOSE, undefined);
    const outcome = inTime ?? (await within(closed, HANGING_CLOSE - SLOW_CLOSE, 'hanging'));
    if (outcome === 'hanging') app.getHttpServer().closeAllConnections?.();
    return inTime === undefined && outcome === 'settled' ? 'slow' : outcome;
  }
}

function loggerOf(recorder: Recorder): LoggerService {
  const quiet = () => undefined;
  return {
    log: quiet,
    warn: quiet,
    debug: quiet,
    verbose: quiet,
    fatal: quiet,
    error: (message: unknown, ...more: unknown[]) => {
      const context = more.at(-1);
      const text = message instanceof Error ? `${message.name}: ${message.message}` : String(message);
      recorder.error(`${typeof context === 'string' ? context : ''}: ${text.split('\n')[0]}`);
    },
  };
}

/** Below the ports of outgoing connections, so that it stays free. */
async function freePort(): Promise<number> {
  for (;;) {
    const port = 11_000 + Math.floor(Math.random() * 20_000);
    if (!(await isTaken(port))) return port;
  }
}

function isTaken(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(true));
    server.listen(port, () => server.close(() => resolve(false)));
  });
}
