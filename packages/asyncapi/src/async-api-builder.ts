import type { AsyncApiConfig, AsyncApiHost } from './async-api-config.js';
import type { AsyncApiInfo } from './async-api-document.js';

/**
 * Builds the configuration of a document.
 *
 * @example
 * const config = new AsyncApiBuilder()
 *   .setTitle('Chat')
 *   .setVersion('1.0')
 *   .addServer('production', 'chat.example.org', { secure: true })
 *   .build();
 * @see docs/asyncapi.md
 */
export class AsyncApiBuilder {
  private readonly config: { -readonly [K in keyof AsyncApiConfig]: AsyncApiConfig[K] } = {};

  /** The identifier of the application, a URI such as `urn:com:example:chat`. */
  setId(id: string): this {
    return this.set('id', id);
  }

  setTitle(title: string): this {
    return this.set('title', title);
  }

  setVersion(version: string): this {
    return this.set('version', version);
  }

  /** The description may be Markdown. */
  setDescription(description: string): this {
    return this.set('description', description);
  }

  /** @param url the address of the terms */
  setTermsOfService(url: string): this {
    return this.set('termsOfService', url);
  }

  setContact(name: string, url?: string, email?: string): this {
    return this.set('contact', { name, ...(url && { url }), ...(email && { email }) });
  }

  setLicense(name: string, url?: string): this {
    return this.set('license', { name, ...(url && { url }) });
  }

  setExternalDoc(description: string, url: string): this {
    return this.set('externalDocs', { description, url });
  }

  addTag(name: string, description?: string): this {
    return this.set('tags', [...(this.config.tags ?? []), { name, ...(description && { description }) }]);
  }

  /**
   * Adds a host at which clients reach the application. Without any, the document has the address on which the application listens.
   *
   * @param host the host without a protocol, and with the port unless it is the default port of the protocol
   */
  addServer(name: string, host: string, options: Pick<AsyncApiHost, 'secure' | 'description'> = {}): this {
    return this.set('servers', [...(this.config.servers ?? []), { name, host, ...options }]);
  }

  build(): AsyncApiConfig & Pick<AsyncApiInfo, 'title' | 'version'> {
    const { title = 'Application', version = '1.0' } = this.config;
    return { ...this.config, title, version };
  }

  private set<K extends keyof AsyncApiConfig>(key: K, value: AsyncApiConfig[K]): this {
    this.config[key] = value;
    return this;
  }
}
