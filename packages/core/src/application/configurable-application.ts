import {
  type CanActivate,
  type ExceptionFilter,
  type GlobalPrefixOptions,
  type NestApplicationOptions,
  type NestInterceptor,
  type PipeTransform,
  type VersioningOptions,
  VersioningType,
  type WebSocketAdapter,
  type WebSocketAdapterOptions,
} from '@portico/common';
import { coreError } from '../errors/core-error.js';
import { assertFreeName } from './adapter-name.js';
import { NestApplicationContext } from './application-context.js';

/** The settings of an application with a server that apply to all of its handlers, and are made before it starts. */
export class ConfigurableApplication extends NestApplicationContext<NestApplicationOptions> {
  /** Enables versioning of routes. Default: the version is in the path, `/v1/cats`. */
  enableVersioning(options: VersioningOptions = { type: VersioningType.URI }): this {
    this.warnIfInitialized('enableVersioning');
    this.environment.config.enableVersioning(options);
    return this;
  }

  /**
   * Sets a path prefix for all routes except the excluded ones.
   *
   * @example app.setGlobalPrefix('api', { exclude: ['health'] });
   */
  setGlobalPrefix(prefix: string, options?: GlobalPrefixOptions): this {
    this.warnIfInitialized('setGlobalPrefix');
    this.environment.config.setGlobalPrefix(prefix);
    if (options) this.environment.config.setGlobalPrefixOptions(options);
    return this;
  }

  useGlobalFilters(...filters: ExceptionFilter[]): this {
    this.warnIfInitialized('useGlobalFilters');
    this.environment.config.useGlobalFilters(...filters);
    return this;
  }

  useGlobalPipes(...pipes: PipeTransform<any>[]): this {
    this.warnIfInitialized('useGlobalPipes');
    this.environment.config.useGlobalPipes(...pipes);
    return this;
  }

  useGlobalInterceptors(...interceptors: NestInterceptor[]): this {
    this.warnIfInitialized('useGlobalInterceptors');
    this.environment.config.useGlobalInterceptors(...interceptors);
    return this;
  }

  useGlobalGuards(...guards: CanActivate[]): this {
    this.warnIfInitialized('useGlobalGuards');
    this.environment.config.useGlobalGuards(...guards);
    return this;
  }

  /**
   * Sets the adapter that gateways use or, with a `name`, adds an adapter for the gateways that select it.
   *
   * @throws FrameworkError `PORTICO_ADAPTER_NAME` for a name that is empty or has an adapter
   * @example
   * app.useWebSocketAdapter(new IoAdapter(app)).useWebSocketAdapter(new WsAdapter(app), { name: 'ws' });
   * // \@WebSocketGateway({ adapter: 'ws' })
   */
  useWebSocketAdapter(adapter: WebSocketAdapter, options?: WebSocketAdapterOptions): this {
    this.warnIfInitialized('useWebSocketAdapter', 'its gateways keep their adapter');
    const { config } = this.environment;
    const { name, inheritAppConfig } = options ?? {};
    if (name !== undefined) {
      assertFreeName(name, config.getOwnNamedAdapters(this));
      config.addNamedAdapter(name, { adapter, inheritedByGateways: inheritAppConfig }, this);
      return this;
    }
    config.setIoAdapter(adapter, this);
    if (inheritAppConfig !== undefined) config.inheritedByGateways = inheritAppConfig;
    return this;
  }

  private warnIfInitialized(method: string, consequence = 'it has no effect'): void {
    if (!this.isInitialized) return;
    const warning = coreError({
      code: 'PORTICO_LATE_SETTING',
      lines: [`${method}() was called after the application had been initialized, so ${consequence}.`],
      remedies: ['Call it before app.init() and app.listen().'],
    });
    this.logger.warn(warning.message);
  }
}
