import type { InjectionToken } from '@portico/common';
import { Container } from '../container/container.js';
import type { AbstractHttpAdapter } from '../http/abstract-http-adapter.js';
import type { HttpAdapterHost } from '../http/adapter-host.js';
import { ClassFacts } from '../scanning/class-facts.js';
import { type CustomProvider, customRecord } from '../scanning/provider-definitions.js';

/** The container of an application, with the members that test modules and third-party modules use. */
export class NestContainer extends Container {
  /** Returns the holder of the HTTP adapter; `undefined` in a container that belongs to no application. */
  getHttpAdapterHostRef(): HttpAdapterHost | undefined {
    return this.core.branded<HttpAdapterHost>('HttpAdapterHost');
  }

  /** Returns the HTTP adapter; `undefined` in an application context. */
  getHttpAdapterRef(): AbstractHttpAdapter | undefined {
    return this.getHttpAdapterHostRef()?.httpAdapter;
  }

  setHttpAdapter(adapter: AbstractHttpAdapter): void {
    const host = this.getHttpAdapterHostRef();
    if (host) host.httpAdapter = adapter;
  }

  /**
   * Overrides everything registered under a token, for tests: providers, enhancers from `@UseGuards()` and the related
   * decorators, and global enhancers of that class; or else the provider of the framework. Call it after the scan and
   * before instances are created.
   *
   * @param definition the new provider, without its token
   * @returns how many records were replaced
   */
  override(token: InjectionToken, definition: Omit<CustomProvider, 'provide'>): number {
    const replaced = this.records().filter(
      (record) => record.token === token || (record.subtype !== undefined && record.metatype === token),
    );
    for (const record of replaced) {
      const { scope, durableOption: durable } = record;
      // A factory has the scope of the provider that it replaces; a class has its own scope.
      const own = definition.useFactory ? { ...definition, scope, durable } : definition;
      record.become(customRecord(record.host, { ...own, provide: token }, 0));
      if (record.facts & ClassFacts.Transport) this.hasTransports = true;
    }
    if (replaced.length > 0 || !this.core.tokens().includes(token)) return replaced.length;
    this.core.override(customRecord(this.core.module, { ...definition, provide: token }, 0));
    return 1;
  }
}
