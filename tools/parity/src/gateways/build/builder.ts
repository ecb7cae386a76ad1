import type { Kit } from '../../kit.js';
import type { Thrown } from '../case.js';
import { makeValue } from '../make-value.js';
import type { Recorder } from '../recorder.js';

/** The parameters of all functions that build a part of an application. */
export interface Builder {
  readonly kit: Kit;
  readonly recorder: Recorder;
  /** Caught by filters that catch `special`. */
  readonly SpecialError: new (
    message: string,
  ) => Error;
}

/** Disconnects a client of either library. */
export function disconnect(client: unknown): void {
  const socket = client as { disconnect?(close: boolean): void; close?(code: number): void };
  if (socket.disconnect) socket.disconnect(true);
  else socket.close?.(4000);
}

/** Sends an event with the client of the library. */
export function emit(client: unknown, event: string, value: unknown): void {
  const socket = client as { emit(event: string, value: unknown): void; send(text: string): void; readyState?: number };
  if (typeof socket.readyState === 'number') {
    if (socket.readyState === 1) socket.send(JSON.stringify({ event, data: value }));
  } else {
    socket.emit(event, value);
  }
}

/** @throws always */
export function raise({ kit, SpecialError }: Builder, { type, payload }: Thrown): never {
  const value = makeValue(payload);
  switch (type) {
    case 'ws':
      throw new kit.websockets.WsException(value as string | object);
    case 'http':
      throw new kit.common.BadRequestException(value as string);
    case 'special':
      throw new SpecialError(String(value));
    case 'error':
      throw new Error(String(value));
    case 'value':
      throw value;
  }
}

/** A method of a class, with a name. */
export function method(run: (this: unknown, ...args: unknown[]) => unknown, name: string, length = run.length) {
  Object.defineProperty(run, 'name', { value: name, configurable: true });
  Object.defineProperty(run, 'length', { value: length, configurable: true });
  return run;
}
