import {
  type ArgumentsHost,
  type CallHandler,
  Catch,
  type ExecutionContext,
  Signal,
  type Type,
  UseFilters,
  UseGuards,
  UseInterceptors,
} from '@portico/common';
import {
  Ack,
  BaseWsExceptionFilter,
  ConnectedSocket,
  clientOf,
  defineMessages,
  MessageBody,
  messageStatsOf,
  SubscribeMessage,
  WebSocketGateway,
  WebSocketServer,
  WsException,
  type WsResponse,
} from '@portico/websockets';
import { delay, from, map, type Observable, of } from 'rxjs';
import { deferred } from '../../support/deferred.js';
import { throwUpstreamFailure, upstreamFailure } from '../../support/upstream-failure.js';
import { TEXT } from '../support/schemas.js';

/** The records of the handlers. */
export class Portico1Log {
  calls = 0;
  aborted = 0;
  /** The number of running streams. */
  open = 0;
  /** The number of stages that wait for {@link release}. */
  held = 0;
  private gate = deferred();

  async hold(): Promise<void> {
    this.held += 1;
    await this.gate.promise;
    this.held -= 1;
  }

  release(): void {
    this.gate.resolve();
    this.gate = deferred();
  }
}

const DEFINED = defineMessages({ 'held-by-guard-defined': { reply: TEXT } });

/** Events whose handlers wait in a stage before they are called, each under the name of the stage. */
export const HELD_EVENTS = [
  'held-by-guard',
  'held-by-guard-intercepted',
  'held-by-guard-stream',
  'held-by-guard-defined',
  'held-by-pipe',
  'held-by-pipe-intercepted',
  'held-by-interceptor',
];

class Denied {
  canActivate(): boolean {
    return false;
  }
}

class Same {
  intercept(_context: ExecutionContext, next: CallHandler): Observable<unknown> {
    return next.handle().pipe(map((value) => value));
  }
}

class Filtered extends Error {}

/** Sends an event itself, whose name is the message of the error. */
@Catch(Filtered)
class EmittingFilter extends BaseWsExceptionFilter {
  override catch({ message }: Filtered, host: ArgumentsHost): void {
    this.emitMessage(host.switchToWs().getClient(), message, { message: 'filtered' });
  }
}

/** Results that are or contain an Error, or that fail, each under its name. */
const ERRORS: Readonly<Record<string, () => unknown>> = {
  returned: upstreamFailure,
  promised: async () => upstreamFailure(),
  observed: () => of(upstreamFailure()),
  event: () => ({ event: 'answered', data: upstreamFailure() }),
  iterable: () => ({ [Symbol.asyncIterator]: throwUpstreamFailure }),
  unreadable: () => Promise.reject(Object.create(null)),
  yielded: async function* () {
    yield upstreamFailure();
  },
};
export const ERROR_KINDS = Object.keys(ERRORS);

/** Creates a gateway with a handler for each kind of reply. */
export function createPortico1Gateway(log: Portico1Log): Type<object> {
  class Holding {
    async canActivate(): Promise<boolean> {
      await log.hold();
      return true;
    }
    async transform(value: unknown): Promise<unknown> {
      await log.hold();
      return value;
    }
    async intercept(_context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
      await log.hold();
      return next.handle();
    }
  }

  @WebSocketGateway({ validateReplies: true })
  class Portico1Gateway {
    @WebSocketServer() readonly server!: object;

    /** How many requests were cancelled before their handler was called. */
    @SubscribeMessage('cancelled')
    cancelled() {
      return messageStatsOf(this.server)?.discarded.cancelled;
    }

    @UseGuards(Holding)
    @SubscribeMessage('held-by-guard')
    heldByGuard() {
      log.calls += 1;
      return 'never';
    }

    @UseGuards(Holding)
    @UseInterceptors(Same)
    @SubscribeMessage('held-by-guard-intercepted')
    heldByGuardIntercepted() {
      return this.heldByGuard();
    }

    @UseGuards(Holding)
    @SubscribeMessage('held-by-guard-stream')
    async *heldByGuardStream() {
      yield this.heldByGuard();
    }

    @UseGuards(Holding)
    @SubscribeMessage(DEFINED['held-by-guard-defined'])
    heldByGuardDefined() {
      return { text: this.heldByGuard() };
    }

    @SubscribeMessage('held-by-pipe')
    heldByPipe(@MessageBody(Holding) _data: unknown) {
      return this.heldByGuard();
    }

    @UseInterceptors(Same)
    @SubscribeMessage('held-by-pipe-intercepted')
    heldByPipeIntercepted(@MessageBody(Holding) _data: unknown) {
      return this.heldByGuard();
    }

    @UseInterceptors(Holding)
    @SubscribeMessage('held-by-interceptor')
    heldByInterceptor() {
      return this.heldByGuard();
    }

    @SubscribeMessage('echo')
    echo(@MessageBody() data: unknown) {
      log.calls += 1;
      return data;
    }

    @SubscribeMessage('later')
    async later(@MessageBody() data: unknown) {
      await new Promise((resolve) => setImmediate(resolve));
      return data;
    }

    /** Sends a request to the client, and replies with its reply. */
    @SubscribeMessage('ask-back')
    async askBack(@ConnectedSocket() socket: object, @MessageBody() data: unknown) {
      try {
        return await clientOf(socket)?.request('question', data);
      } catch {
        return 'it failed';
      }
    }

    @SubscribeMessage('nothing')
    nothing(): void {}

    @SubscribeMessage('event')
    event(@MessageBody() data: unknown): WsResponse {
      return { event: 'answered', data };
    }

    @UseInterceptors(Same)
    @SubscribeMessage('intercepted')
    intercepted(@MessageBody() data: unknown) {
      return data;
    }

    @UseInterceptors(Same)
    @SubscribeMessage('intercepted-stream')
    interceptedStream() {
      return numbers(2);
    }

    @SubscribeMessage('acknowledge')
    acknowledge(@MessageBody() data: unknown, @Ack() ack: (value: unknown) => void) {
      setImmediate(() => {
        ack(data);
        ack('twice');
      });
    }

    @SubscribeMessage('refuse')
    refuse() {
      throw new WsException('refused');
    }

    @SubscribeMessage('refuse-with')
    async refuseWith() {
      throw new WsException({ code: 42, message: 'with an object' });
    }

    @UseFilters(EmittingFilter)
    @SubscribeMessage('filtered')
    filtered(@MessageBody() event: string) {
      throw new Filtered(event);
    }

    @SubscribeMessage('crash')
    crash() {
      throw new Error('a secret of the server');
    }

    @SubscribeMessage('error')
    error(@MessageBody() kind: string) {
      return ERRORS[kind]?.();
    }

    @UseInterceptors(Same)
    @SubscribeMessage('intercepted-error')
    interceptedError(@MessageBody() kind: string) {
      return ERRORS[kind]?.();
    }

    @UseGuards(Denied)
    @SubscribeMessage('denied')
    denied() {
      return 'never';
    }

    @SubscribeMessage('unsendable')
    unsendable() {
      return { count: 1n };
    }

    @SubscribeMessage('count')
    async *count(@MessageBody() to: number) {
      yield* numbers(to);
    }

    @SubscribeMessage('observable')
    observable() {
      return from([1, 2]).pipe(delay(0));
    }

    @SubscribeMessage('one')
    one() {
      return of(1);
    }

    @SubscribeMessage('breaks')
    async *breaks() {
      yield 1;
      throw new WsException('broken');
    }

    @SubscribeMessage('forever')
    async *forever() {
      log.open += 1;
      try {
        for (let value = 0; ; value += 1) {
          await new Promise((resolve) => setTimeout(resolve, 1));
          yield value;
        }
      } finally {
        log.open -= 1;
      }
    }

    @UseInterceptors(Same)
    @SubscribeMessage('intercepted-forever')
    interceptedForever() {
      return this.forever();
    }

    /** A stream that produces no further value, and ends when it is cancelled. */
    @SubscribeMessage('silent')
    async *silent(@Signal() signal: AbortSignal) {
      log.open += 1;
      try {
        yield 'first';
        await aborted(signal);
      } finally {
        log.open -= 1;
      }
    }

    @SubscribeMessage('wait')
    async wait(@Signal() signal: AbortSignal) {
      await aborted(signal);
      log.aborted += 1;
      return 'too late';
    }

    /** Returns a generator after the request was cancelled, so that it is never read. */
    @SubscribeMessage('late-stream')
    async lateStream(@Signal() signal: AbortSignal) {
      await aborted(signal);
      const stream = {
        [Symbol.asyncIterator]: () => ({
          next: async () => ({ done: false, value: 1 }),
          return: async () => {
            log.aborted += 1;
            return { done: true, value: undefined };
          },
        }),
      };
      return stream;
    }
  }
  return Portico1Gateway;
}

async function* numbers(to: number): AsyncGenerator<number> {
  for (let value = 1; value <= to; value += 1) yield value;
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve());
  });
}
