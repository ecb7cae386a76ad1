import type { DynamicModule, InjectionToken, Type } from '@portico/common';
import type { EnhancerKind } from '@portico/common/internal';
import { ProviderRecord } from './provider-record.js';

let lastId = 0;

/** A module as it stands in the container: its parts, and the modules that it sees. */
export class ModuleRecord {
  readonly id: string = String(++lastId);
  /** The key in the container: unlike the name it is unique. */
  readonly token: string;
  readonly metatype: Type;
  /** The object that a dynamic module was made from. */
  readonly dynamic: DynamicModule | undefined;
  isGlobal = false;
  /** How many imports lie between the root and this module, by the longest way. */
  distance = 0;
  readonly imports = new Set<ModuleRecord>();
  readonly providers = new Map<InjectionToken, ProviderRecord>();
  readonly controllers = new Map<Type, ProviderRecord>();
  /** Guards, interceptors, pipes and filters that `@UseGuards()` and its sisters name. */
  readonly injectables = new Map<InjectionToken, ProviderRecord>();
  readonly exports = new Set<InjectionToken>();
  /** The imported modules whose exports are exports of this module too. */
  reexports: ModuleRecord[] | null = null;
  /** The providers that every module has its own of, made when they are asked for. */
  own: Map<InjectionToken, ProviderRecord> | null = null;

  constructor(metatype: Type, dynamic?: DynamicModule) {
    this.metatype = metatype;
    this.dynamic = dynamic;
    this.token = `${metatype.name}:${this.id}`;
  }

  get name(): string {
    return this.metatype.name || '(anonymous module)';
  }

  /** The record of the module's own class. */
  get self(): ProviderRecord<object> | undefined {
    return this.providers.get(this.metatype) as ProviderRecord<object> | undefined;
  }

  /** The instance of the module's class. */
  get instance(): object {
    return this.self?.instance as object;
  }

  hasProvider(token: InjectionToken): boolean {
    return this.providers.has(token);
  }

  getProviderByKey<T = unknown>(token: InjectionToken): ProviderRecord<T> | undefined {
    return this.providers.get(token) as ProviderRecord<T> | undefined;
  }

  getInjectable(type: Type, kind?: EnhancerKind): ProviderRecord | undefined {
    const record = this.injectables.get(type);
    return record && (kind === undefined || record.subtype === kind) ? record : undefined;
  }
}
