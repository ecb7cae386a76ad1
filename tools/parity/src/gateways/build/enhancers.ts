import type {
  ArgumentMetadata,
  ArgumentsHost,
  CallHandler,
  CanActivate,
  ExceptionFilter,
  ExecutionContext,
  NestInterceptor,
  PipeTransform,
} from '@portico/common';
import type { Observable } from 'rxjs';
import type { Enhancers, Filter, Guard, Interceptor, Pipe } from '../case.js';
import { show } from '../make-value.js';
import { type Builder, disconnect, emit, raise } from './builder.js';

/** The enhancers of one level, as instances. */
export interface BuiltEnhancers {
  readonly guards: CanActivate[];
  readonly interceptors: NestInterceptor[];
  readonly pipes: PipeTransform[];
  readonly filters: ExceptionFilter[];
}

/** @param level what they are called in the trace */
export function buildEnhancers(builder: Builder, enhancers: Enhancers, level: string): BuiltEnhancers {
  return {
    guards: enhancers.guards.map((guard, index) => buildGuard(builder, guard, `${level}.guard${index}`)),
    interceptors: enhancers.interceptors.map((each, index) =>
      buildInterceptor(builder, each, `${level}.interceptor${index}`),
    ),
    pipes: enhancers.pipes.map((pipe, index) => buildPipe(builder, pipe, `${level}.pipe${index}`)),
    filters: enhancers.filters.map((filter, index) => buildFilter(builder, filter, `${level}.filter${index}`)),
  };
}

function seen({ recorder }: Builder, context: ArgumentsHost): string {
  const message = context.switchToWs();
  const [, , , ...more] = context.getArgs();
  return [
    context.getType(),
    recorder.nameOf(message.getClient()),
    show(message.getData()),
    show(message.getPattern()),
    `${more.length} more`,
  ].join(' ');
}

function buildGuard(builder: Builder, { does, when }: Guard, name: string): CanActivate {
  const { kit, recorder } = builder;
  return {
    canActivate(context: ExecutionContext) {
      recorder.trace(context.getClass().name, `${name} ${context.getHandler().name} ${seen(builder, context)}`);
      const decide = (): boolean => {
        if (does === 'throw') raise(builder, { type: 'ws', payload: name });
        if (does === 'leave') disconnect(context.switchToWs().getClient());
        if (does === 'falsy') return 0 as unknown as boolean;
        return does !== 'refuse';
      };
      if (when === 'observable') return kit.rxjs.defer(() => kit.rxjs.of(decide()));
      return recorder.at(when, decide);
    },
  };
}

function buildInterceptor(builder: Builder, { does, when }: Interceptor, name: string): NestInterceptor {
  const { kit, recorder } = builder;
  const { of, EMPTY, throwError } = kit.rxjs;
  const { map, tap, catchError, mergeMap } = kit.rxjs;
  return {
    intercept(context: ExecutionContext, next: CallHandler) {
      const owner = context.getClass().name;
      recorder.trace(owner, `${name} before ${seen(builder, context)}`);
      const follow = (): Observable<unknown> => {
        switch (does) {
          case 'throw':
            return raise(builder, { type: 'special', payload: name });
          case 'replace':
            return of({ event: 'replaced', data: name });
          case 'empty':
            return EMPTY;
          case 'wrap':
            return next.handle().pipe(map((value) => ({ event: 'wrapped', data: [name, value] })));
          case 'value':
            return next.handle().pipe(map(() => name));
          case 'undefined':
            return next.handle().pipe(map(() => undefined));
          case 'recover':
            return next.handle().pipe(catchError((error) => of({ event: 'recovered', data: show(error) })));
          case 'fail-after':
            return next
              .handle()
              .pipe(mergeMap(() => throwError(() => new kit.websockets.WsException(`${name} failed after`))));
          default:
            return next.handle().pipe(
              tap({
                next: (value) => recorder.trace(owner, `${name} after ${show(value)}`),
                error: (error) => recorder.trace(owner, `${name} failed ${show(error)}`),
                complete: () => recorder.trace(owner, `${name} completed`),
              }),
            );
        }
      };
      return recorder.at(when, follow);
    },
  };
}

export function buildPipe(builder: Builder, { does, when }: Pipe, name: string): PipeTransform {
  const { kit, recorder } = builder;
  if (does === 'parse-int') return new kit.common.ParseIntPipe();
  return {
    transform(value: unknown, metadata: ArgumentMetadata) {
      const { type, metatype, data } = metadata;
      recorder.trace('pipes', `${name} ${recorder.describe(value)} ${type} ${show(metatype?.name)} ${show(data)}`);
      return recorder.at(when, () => {
        switch (does) {
          case 'throw':
            return raise(builder, { type: 'ws', payload: name });
          case 'undefined':
            return recorder.isClient(value) ? value : undefined;
          case 'wrap':
            return recorder.isClient(value) ? value : { [name]: value };
          default:
            return value;
        }
      });
    },
  };
}

function buildFilter(builder: Builder, { catches, does, when }: Filter, name: string): ExceptionFilter {
  const { kit, recorder, SpecialError } = builder;
  const { BaseWsExceptionFilter, WsException } = kit.websockets;
  class CaseFilter extends BaseWsExceptionFilter {
    override catch(error: unknown, host: ArgumentsHost): any {
      recorder.trace('filters', `${name} ${show(error)} ${seen(builder, host)}`);
      const run = (): unknown => {
        switch (does) {
          case 'emit':
            return emit(host.switchToWs().getClient(), 'filtered', name);
          case 'throw':
            throw new Error(`${name} failed`);
          case 'rethrow':
            throw error;
          case 'super':
            return super.catch(error, host);
          case 'return':
            return { event: 'returned', data: name };
          default:
            return undefined;
        }
      };
      return recorder.at(when, run);
    }
  }
  const kinds = { all: [], ws: [WsException], http: [kit.common.HttpException], special: [SpecialError] }[catches];
  kit.common.Catch(...kinds)(CaseFilter);
  return new CaseFilter();
}
