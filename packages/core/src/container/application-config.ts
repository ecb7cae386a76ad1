import type {
  CanActivate,
  ExceptionFilter,
  GlobalPrefixOptions,
  NestInterceptor,
  PipeTransform,
  VersioningOptions,
  WebSocketAdapter,
} from '@portico/common';
import type { EnhancerKind, EnhancerKinds } from '@portico/common/internal';
import { TOKEN_BRAND } from './core-tokens.js';
import type { ProviderRecord } from './provider-record.js';
import { type NamedWebSocketAdapter, WebSocketAdapters } from './web-socket-adapters.js';

/** A global guard, pipe, interceptor or filter: an instance, or a provider (`APP_GUARD`, ...). */
export type GlobalEnhancer<K extends EnhancerKind = EnhancerKind> =
  | { readonly instance: EnhancerKinds[K] }
  | { readonly record: ProviderRecord<EnhancerKinds[K]> };

type GlobalEnhancers = { [K in EnhancerKind]: GlobalEnhancer<K>[] };

/**
 * The settings of one application: the arguments of `app.setGlobalPrefix`, `app.useGlobalGuards`,
 * `app.enableVersioning` and `app.useWebSocketAdapter`, and the `APP_*` providers.
 */
export class ApplicationConfig {
  static readonly [TOKEN_BRAND]: string = 'ApplicationConfig';

  private readonly enhancers: GlobalEnhancers = { guard: [], interceptor: [], pipe: [], filter: [] };
  private globalPrefix = '';
  private globalPrefixOptions: GlobalPrefixOptions = {};
  private versioning: VersioningOptions | undefined;
  private readonly webSocketAdapters: WebSocketAdapters;

  constructor(webSocketAdapter: WebSocketAdapter | null = null) {
    this.webSocketAdapters = new WebSocketAdapters(webSocketAdapter);
  }

  /**
   * The value of `inheritAppConfig` for the gateways of the default adapter. Not set: gateways inherit global guards, interceptors and pipes, but no
   * exception filters; `true`: the filters too; `false`: nothing.
   */
  inheritedByGateways: boolean | undefined;

  /** Whether `close` terminates the connections of every transport immediately. */
  forceCloseConnections = false;

  /** Returns the global enhancers of one kind, in the order in which they were added. */
  globalEnhancers<K extends EnhancerKind>(kind: K): readonly GlobalEnhancer<K>[] {
    return this.enhancers[kind];
  }

  addGlobalEnhancer<K extends EnhancerKind>(kind: K, enhancer: GlobalEnhancer<K>): void {
    const enhancers: GlobalEnhancer<K>[] = this.enhancers[kind];
    enhancers.push(enhancer);
  }

  /** Removes the `APP_*` providers that a test selects, and returns them. */
  removeGlobalRecords(isRemoved: (record: ProviderRecord) => boolean): ProviderRecord[] {
    const removed: ProviderRecord[] = [];
    for (const enhancers of Object.values(this.enhancers)) {
      for (let index = enhancers.length - 1; index >= 0; index--) {
        const enhancer = enhancers[index]!;
        if ('record' in enhancer && isRemoved(enhancer.record)) {
          removed.unshift(enhancer.record);
          enhancers.splice(index, 1);
        }
      }
    }
    return removed;
  }

  setGlobalPrefix(prefix: string): void {
    this.globalPrefix = prefix;
  }

  getGlobalPrefix(): string {
    return this.globalPrefix;
  }

  setGlobalPrefixOptions(options: GlobalPrefixOptions): void {
    this.globalPrefixOptions = options;
  }

  getGlobalPrefixOptions(): GlobalPrefixOptions {
    return this.globalPrefixOptions;
  }

  enableVersioning(options: VersioningOptions): void {
    this.versioning = Array.isArray(options.defaultVersion)
      ? { ...options, defaultVersion: [...new Set(options.defaultVersion)] }
      : options;
  }

  getVersioning(): VersioningOptions | undefined {
    return this.versioning;
  }

  /** @param application whose adapter it is: the applications of a testing module share this object */
  setIoAdapter(adapter: WebSocketAdapter, application?: object): void {
    this.webSocketAdapters.setDefault(adapter, application);
  }

  /**
   * Returns the adapter of `app.useWebSocketAdapter`, or `null` for the default one.
   *
   * @param application if it has set none, but another application of its testing module has, that adapter is returned
   */
  getIoAdapter(application?: object): WebSocketAdapter | null {
    return this.webSocketAdapters.defaultOf(application);
  }

  /** @param application whose adapter it is */
  addNamedAdapter(name: string, named: NamedWebSocketAdapter, application: object): void {
    this.webSocketAdapters.add(name, named, application);
  }

  /** Returns the adapters that an application has added itself. */
  getOwnNamedAdapters(application: object): ReadonlyMap<string, NamedWebSocketAdapter> {
    return this.webSocketAdapters.addedBy(application);
  }

  /** Returns the adapters of `app.useWebSocketAdapter(adapter, { name })` that the gateways of an application can use. */
  getNamedAdapters(application?: object): ReadonlyMap<string, NamedWebSocketAdapter> {
    return this.webSocketAdapters.namedOf(application);
  }

  useGlobalGuards(...guards: CanActivate[]): void {
    this.addInstances('guard', guards);
  }

  addGlobalGuard(guard: CanActivate): void {
    this.addInstances('guard', [guard]);
  }

  getGlobalGuards(): CanActivate[] {
    return this.instances('guard');
  }

  addGlobalRequestGuard(record: ProviderRecord<CanActivate>): void {
    this.addGlobalEnhancer('guard', { record });
  }

  getGlobalRequestGuards(): ProviderRecord<CanActivate>[] {
    return this.records('guard');
  }

  useGlobalInterceptors(...interceptors: NestInterceptor[]): void {
    this.addInstances('interceptor', interceptors);
  }

  addGlobalInterceptor(interceptor: NestInterceptor): void {
    this.addInstances('interceptor', [interceptor]);
  }

  getGlobalInterceptors(): NestInterceptor[] {
    return this.instances('interceptor');
  }

  addGlobalRequestInterceptor(record: ProviderRecord<NestInterceptor>): void {
    this.addGlobalEnhancer('interceptor', { record });
  }

  getGlobalRequestInterceptors(): ProviderRecord<NestInterceptor>[] {
    return this.records('interceptor');
  }

  useGlobalPipes(...pipes: PipeTransform[]): void {
    this.addInstances('pipe', pipes);
  }

  addGlobalPipe(pipe: PipeTransform): void {
    this.addInstances('pipe', [pipe]);
  }

  getGlobalPipes(): PipeTransform[] {
    return this.instances('pipe');
  }

  addGlobalRequestPipe(record: ProviderRecord<PipeTransform>): void {
    this.addGlobalEnhancer('pipe', { record });
  }

  getGlobalRequestPipes(): ProviderRecord<PipeTransform>[] {
    return this.records('pipe');
  }

  useGlobalFilters(...filters: ExceptionFilter[]): void {
    this.addInstances('filter', filters);
  }

  addGlobalFilter(filter: ExceptionFilter): void {
    this.addInstances('filter', [filter]);
  }

  getGlobalFilters(): ExceptionFilter[] {
    return this.instances('filter');
  }

  addGlobalRequestFilter(record: ProviderRecord<ExceptionFilter>): void {
    this.addGlobalEnhancer('filter', { record });
  }

  getGlobalRequestFilters(): ProviderRecord<ExceptionFilter>[] {
    return this.records('filter');
  }

  private addInstances<K extends EnhancerKind>(kind: K, instances: readonly EnhancerKinds[K][]): void {
    for (const instance of instances) this.addGlobalEnhancer(kind, { instance });
  }

  /** Returns the instances that live as long as the application, those of `APP_*` providers included. */
  private instances<K extends EnhancerKind>(kind: K): EnhancerKinds[K][] {
    return this.globalEnhancers(kind).flatMap((enhancer) => {
      if ('instance' in enhancer) return [enhancer.instance];
      return enhancer.record.isDependencyTreeStatic() ? [enhancer.record.instance] : [];
    });
  }

  private records<K extends EnhancerKind>(kind: K): ProviderRecord<EnhancerKinds[K]>[] {
    return this.globalEnhancers(kind).flatMap((enhancer) =>
      'record' in enhancer && !enhancer.record.isDependencyTreeStatic() ? [enhancer.record] : [],
    );
  }
}
