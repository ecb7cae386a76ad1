import type {} from 'reflect-metadata';
import type { Handler, Parameter, Result, Thrown } from '../case.js';
import { makeValue } from '../make-value.js';
import { type Builder, disconnect, emit, method, raise } from './builder.js';
import { buildEnhancers, buildPipe } from './enhancers.js';

type Class = new (...args: never[]) => object;

/** Adds a `@SubscribeMessage()` method to a class. */
export function addHandler(builder: Builder, target: Class, handler: Handler, name: string): void {
  const { kit } = builder;
  const { parameters } = handler;
  const prototype = target.prototype as Record<string, unknown>;
  const owner = target.name;
  const level = `${owner}.${name}`;
  const positions = positionsOf(parameters);

  const handle = method(
    function (this: unknown, ...args) {
      builder.recorder.trace(
        owner,
        `${name} ${args.map((arg) => builder.recorder.describe(arg)).join(', ')} | ${args.length}`,
      );
      const call = { client: args[positions.client], data: args[positions.data], ack: args[positions.ack] };
      return produce(builder, handler.result, call, level);
    },
    name,
    parameters.length,
  );
  Object.defineProperty(prototype, name, { value: handle, writable: true, configurable: true });

  // From the last to the first, as compilers apply them.
  for (const [index, { from, pipes }] of [...parameters.entries()].reverse()) {
    const instances = pipes.map((pipe, at) => buildPipe(builder, pipe, `${level}.parameter${index}.pipe${at}`));
    const { ConnectedSocket, MessageBody, Ack } = kit.websockets;
    if (from === 'client') ConnectedSocket(...(instances as never[]))(prototype, name, index);
    if (from === 'body') MessageBody(...instances)(prototype, name, index);
    if (from === 'key') MessageBody('key', ...instances)(prototype, name, index);
    if (from === 'ack') Ack()(prototype, name, index);
  }
  Reflect.defineMetadata(
    'design:paramtypes',
    parameters.map(() => Object),
    prototype,
    name,
  );

  const descriptor = Object.getOwnPropertyDescriptor(prototype, name) as TypedPropertyDescriptor<never>;
  for (const decorate of decoratorsOf(builder, handler, level).reverse()) decorate(prototype, name, descriptor);
}

function decoratorsOf(builder: Builder, handler: Handler, level: string): MethodDecorator[] {
  const { kit } = builder;
  const { guards, interceptors, pipes, filters } = buildEnhancers(builder, handler.enhancers, level);
  const { UseFilters, UseGuards, UseInterceptors, UsePipes } = kit.common;
  return [
    ...handler.patterns.map((pattern) => kit.websockets.SubscribeMessage(pattern as string)),
    ...(guards.length > 0 ? [UseGuards(...guards)] : []),
    ...(interceptors.length > 0 ? [UseInterceptors(...interceptors)] : []),
    ...(pipes.length > 0 ? [UsePipes(...pipes)] : []),
    ...(filters.length > 0 ? [UseFilters(...filters)] : []),
  ];
}

/** Where a handler finds what it works with. Undecorated handlers get the client, the data and the acknowledgement. */
function positionsOf(parameters: readonly Parameter[]): { client: number; data: number; ack: number } {
  if (parameters.length === 0) return { client: 0, data: 1, ack: 2 };
  const find = (...from: Parameter['from'][]) => parameters.findIndex((parameter) => from.includes(parameter.from));
  return { client: find('client'), data: find('body', 'key'), ack: find('ack') };
}

interface Call {
  readonly client: unknown;
  readonly data: unknown;
  readonly ack: unknown;
}

/** Does what a result says. */
function produce(builder: Builder, result: Result, call: Call, level: string): unknown {
  const { kit, recorder } = builder;
  switch (result.kind) {
    case 'value':
      return makeValue(result.value);
    case 'echo':
      return call.data;
    case 'reply':
      return { event: makeValue(result.event), data: makeValue(result.data) };
    case 'throw':
      return raise(builder, result.error);
    case 'promise':
      return (async () => recorder.at(result.when, () => produce(builder, result.of, call, level)))();
    case 'leave':
      if (call.client) disconnect(call.client);
      return produce(builder, result.of, call, level);
    case 'emit':
      if (call.client) emit(call.client, 'by hand', makeValue(result.value));
      return produce(builder, result.of, call, level);
    case 'ack':
      void recorder.at(result.when, () => {
        for (const value of result.values) if (typeof call.ack === 'function') call.ack(makeValue(value));
      });
      return produce(builder, result.of, call, level);
    case 'stream':
      return streamOf(builder, result, call, level);
  }
  return kit;
}

function streamOf(builder: Builder, stream: Result & { kind: 'stream' }, call: Call, level: string): unknown {
  const { kit, recorder } = builder;
  return new kit.rxjs.Observable<unknown>((subscriber) => {
    const owner = level.slice(0, level.indexOf('.'));
    recorder.trace(owner, `${level} subscribed`);
    let left = false;
    const run = async (): Promise<void> => {
      for (const item of stream.items) {
        if (stream.when === 'tick') await recorder.at('tick', () => undefined);
        if (left) return;
        subscriber.next(produce(builder, item, call, level));
      }
      end();
    };
    const end = (): void => {
      if (stream.end === 'complete') subscriber.complete();
      else if (stream.end !== 'never') subscriber.error(caught(builder, stream.end));
    };
    if (stream.when === 'sync') {
      for (const item of stream.items) subscriber.next(produce(builder, item, call, level));
      end();
    } else {
      run().catch((error) => subscriber.error(error));
    }
    return () => {
      left = true;
      recorder.trace(owner, `${level} ended`);
    };
  });
}

function caught(builder: Builder, thrown: Thrown): unknown {
  try {
    return raise(builder, thrown);
  } catch (error) {
    return error;
  }
}
