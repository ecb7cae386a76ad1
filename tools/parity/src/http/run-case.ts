import type { AddressInfo } from 'node:net';
import type { RunCase } from '../area.js';
import type { HttpCase } from './case.js';

export interface HttpObservation {
  readonly requests: readonly { status: number; body: string }[];
}

export const runCase: RunCase<HttpCase, HttpObservation> = async (kit, platform, theCase) => {
  const { Controller, Get, Module } = kit.common;
  class TheController {}
  theCase.routes.forEach((path, index) => {
    const name = `handler${index}`;
    Object.defineProperty(TheController.prototype, name, { value: () => name, configurable: true, writable: true });
    Get(path)(TheController.prototype, name, Object.getOwnPropertyDescriptor(TheController.prototype, name)!);
  });
  Controller()(TheController);
  class AppModule {}
  Module({ controllers: [TheController] })(AppModule);
  const adapter = platform === 'express' ? new kit.express.ExpressAdapter() : new kit.fastify.FastifyAdapter();
  const app = await kit.core.NestFactory.create(AppModule, adapter, { logger: false });
  if (theCase.prefix) app.setGlobalPrefix(theCase.prefix);
  await app.listen(0, '127.0.0.1');
  const { port } = app.getHttpServer().address() as AddressInfo;
  const requests = [];
  for (const { method, target } of theCase.requests) {
    const response = await fetch(`http://127.0.0.1:${port}${target}`, { method });
    requests.push({ status: response.status, body: await response.text() });
  }
  await app.close();
  return { requests };
};
