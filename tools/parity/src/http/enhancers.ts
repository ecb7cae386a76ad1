import type {
  ArgumentsHost,
  CallHandler,
  CanActivate,
  ExceptionFilter,
  ExecutionContext,
  NestInterceptor,
  PipeTransform,
} from '@portico/common';
import type { Kit } from '../kit.js';
import type { Enhancers, FilterKind, GuardKind, InterceptorKind, PipeKind } from './case.js';
import { type Probe, seen, show } from './probe.js';

/** The enhancers that a case names, made for one framework. `at` is their level. */
export class EnhancerFactory {
  constructor(
    private readonly kit: Kit,
    private readonly probe: Probe,
    private readonly server: () => unknown,
  ) {}

  /** Decorates a class or a method. */
  decorate(enhancers: Enhancers, at: string, target: object, name?: string): void {
    const { UseGuards, UseInterceptors, UsePipes, UseFilters } = this.kit.common;
    const made = this.make(enhancers, at);
    const apply = (decorator: MethodDecorator & ClassDecorator) => {
      if (name === undefined) decorator(target as never);
      else decorator(target, name, Object.getOwnPropertyDescriptor(target, name)!);
    };
    if (made.guards.length) apply(UseGuards(...made.guards));
    if (made.interceptors.length) apply(UseInterceptors(...made.interceptors));
    if (made.pipes.length) apply(UsePipes(...made.pipes));
    if (made.filters.length) apply(UseFilters(...made.filters));
  }

  make({ guards = [], interceptors = [], pipes = [], filters = [] }: Enhancers, at: string) {
    return {
      guards: guards.map((kind, index) => this.guard(kind, `guard ${at}${index}`)),
      interceptors: interceptors.map((kind, index) => this.interceptor(kind, `interceptor ${at}${index}`)),
      pipes: pipes.map((kind, index) => this.pipe(kind, `pipe ${at}${index}`)),
      filters: filters.map((kind, index) => this.filter(kind, `filter ${at}${index}`)),
    };
  }

  private guard(kind: GuardKind, label: string): CanActivate {
    const { common, rxjs } = this.kit;
    const { probe } = this;
    const decisions: Record<GuardKind, () => ReturnType<CanActivate['canActivate']>> = {
      pass: () => true,
      passAsync: async () => true,
      passStream: () => rxjs.of(true),
      refuse: () => false,
      refuseAsync: async () => false,
      throw: () => {
        throw new Error('guard');
      },
      throwHttp: () => {
        throw new common.UnauthorizedException();
      },
      reject: () => Promise.reject(new common.HttpException('late', 418)),
    };
    return {
      canActivate(context: ExecutionContext) {
        probe.add(label, { called: calledIn(context), ...seen(context.switchToHttp().getRequest()) });
        return decisions[kind]();
      },
    };
  }

  private interceptor(kind: InterceptorKind, label: string): NestInterceptor {
    const { common, rxjs } = this.kit;
    const { probe } = this;
    const { tap, map, catchError, throwError, of, EMPTY, concat } = rxjs;
    const log = (next: CallHandler) =>
      next.handle().pipe(
        tap({
          next: (value) =>
            probe.add(
              `${label} value`,
              typeof value === 'object' && value ? Object.keys(value).sort().slice(0, 5) : value,
            ),
          error: (error: unknown) => probe.add(`${label} error`, describeError(error)),
          complete: () => probe.add(`${label} complete`),
        }),
      );
    const behaviours: Record<InterceptorKind, (next: CallHandler) => ReturnType<NestInterceptor['intercept']>> = {
      pass: log,
      wrap: (next) => log(next).pipe(map((data) => ({ data }))),
      replace: () => of('replaced'),
      empty: () => EMPTY,
      throw: () => {
        throw new Error('interceptor');
      },
      reject: async () => {
        throw new common.ConflictException('interceptor');
      },
      catch: (next) => log(next).pipe(catchError(() => of('caught'))),
      failAfter: (next) =>
        log(next).pipe(
          map(() => {
            throw new common.BadGatewayException();
          }),
        ),
      twice: (next) =>
        concat(
          log(next),
          throwError(() => new common.GoneException('second')),
        ),
    };
    return {
      intercept(context: ExecutionContext, next: CallHandler) {
        probe.add(label, { called: calledIn(context) });
        return behaviours[kind](next);
      },
    };
  }

  private pipe(kind: PipeKind, label: string): PipeTransform {
    const { BadRequestException, ValidationPipe } = this.kit.common;
    const { probe } = this;
    const inner =
      kind === 'validate'
        ? new ValidationPipe()
        : kind === 'validateTransform'
          ? new ValidationPipe({ transform: true })
          : kind === 'validateWhitelist'
            ? new ValidationPipe({
                transform: true,
                whitelist: true,
                forbidNonWhitelisted: true,
                stopAtFirstError: true,
              })
            : undefined;
    return {
      transform(value: any, metadata) {
        const { type, data, metatype } = metadata;
        const shown = value !== null && typeof value === 'object' && 'socket' in value ? 'request' : value;
        probe.add(label, { type, data, metatype: metatype?.name, value: shown });
        if (kind === 'throw') throw new BadRequestException('pipe');
        if (kind === 'tag') return typeof value === 'string' ? `${value}!` : value;
        return inner ? inner.transform(value, metadata) : value;
      },
    };
  }

  private filter(kind: FilterKind, label: string): ExceptionFilter {
    const { kit, probe, server } = this;
    const { BadRequestException, Catch, HttpException } = kit.common;
    const reply = (host: ArgumentsHost, body: object) => {
      const response = host.switchToHttp().getResponse();
      response.status(499).send(body);
    };
    class Filter implements ExceptionFilter {
      catch(exception: unknown, host: ArgumentsHost): unknown {
        probe.add(label, { exception: describeError(exception), type: host.getType() });
        if (kind === 'rethrow') throw exception;
        if (kind === 'throw') throw new Error('filter');
        if (kind === 'base') return new kit.core.BaseExceptionFilter(server() as never).catch(exception, host);
        return reply(host, { filter: label, exception: describeError(exception) });
      }
    }
    if (kind === 'http') Catch(HttpException)(Filter);
    else if (kind === 'badRequest') Catch(BadRequestException)(Filter);
    else Catch()(Filter);
    return new Filter();
  }
}

function calledIn(context: ExecutionContext): string {
  return `${context.getType()} ${context.getClass().name}.${context.getHandler().name}`;
}

export function describeError(error: unknown): string {
  return error instanceof Error ? `${error.constructor.name}: ${error.message}` : show(error);
}
