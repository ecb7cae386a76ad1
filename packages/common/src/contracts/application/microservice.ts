import type { Observable } from 'rxjs';
import type { WebSocketAdapter } from '../adapters/web-socket-adapter.js';
import type { CanActivate } from '../pipeline/can-activate.js';
import type { ExceptionFilter } from '../pipeline/exception-filter.js';
import type { NestInterceptor } from '../pipeline/nest-interceptor.js';
import type { PipeTransform } from '../pipeline/pipe-transform.js';
import type { INestApplicationContext } from './application-context.js';

/** An application that listens to a message broker. A type only; Portico has no implementation. */
export interface INestMicroservice extends INestApplicationContext {
  listen(): Promise<any>;
  useWebSocketAdapter(adapter: WebSocketAdapter): this;
  useGlobalFilters(...filters: ExceptionFilter[]): this;
  useGlobalPipes(...pipes: PipeTransform<any>[]): this;
  useGlobalInterceptors(...interceptors: NestInterceptor[]): this;
  useGlobalGuards(...guards: CanActivate[]): this;
  close(): Promise<void>;
  status: Observable<string>;
  on<TEvent extends string = string>(event: TEvent, callback: (...args: any[]) => any): void;
  unwrap<T>(): T;
}

/** A strategy of a microservice. A type only. */
export interface ITransportServer {
  listen(callback: (...args: any[]) => any): any;
  close(): any;
}

/** Runs before the handlers of a microservice. A type only. */
export type PreRequestHook = (context: any, next: () => Observable<unknown>) => Observable<unknown>;
