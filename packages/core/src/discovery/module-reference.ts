import type { IntrospectionResult, Type } from '@portico/common';
import { type ContextId, createContextId } from '../container/context-id.js';
import type { ModuleRecord } from '../container/module-record.js';
import type { Resolver } from '../resolution/resolver.js';
import type { ElementToken, InstanceLocator } from './instance-locator.js';
import { ModuleRef, type ModuleRefGetOrResolveOpts } from './module-ref.js';

/** The `ModuleRef` of one module. */
export class ModuleReference extends ModuleRef {
  readonly #module: ModuleRecord;
  readonly #locator: InstanceLocator;
  readonly #resolver: Resolver;

  constructor(module: ModuleRecord, locator: InstanceLocator, resolver: Resolver) {
    super();
    this.#module = module;
    this.#locator = locator;
    this.#resolver = resolver;
  }

  override get(token: ElementToken, { each, strict = true }: ModuleRefGetOrResolveOpts = {}): any {
    return this.#locator.get(token, this.#module, { strict, each });
  }

  override resolve(
    token: ElementToken,
    contextId: ContextId = createContextId(),
    { each, strict = true }: ModuleRefGetOrResolveOpts = {},
  ): Promise<any> {
    return this.#locator.resolve(token, this.#module, contextId, { strict, each });
  }

  override async create<T>(type: Type<T>, contextId?: ContextId): Promise<T> {
    return this.#resolver.create(type, this.#module, contextId);
  }

  override introspect(token: ElementToken): IntrospectionResult {
    return this.#locator.introspect(token, this.#module);
  }

  override registerRequestByContextId<T>(request: T, contextId: ContextId): void {
    this.#resolver.registerRequest(contextId, request);
  }
}
