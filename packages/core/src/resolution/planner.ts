import { type InjectionToken, Scope } from '@portico/common';
import type { Dependency, ModuleRecord, PropertyPlan, ProviderRecord } from '../container/records.js';
import { circularDependency } from '../errors/circular-dependency.js';
import { type Ask, parameterAsks, propertyAsks } from './asks.js';
import { markCycles, spread, spreadScopes } from './bubbling.js';
import { checkEmittedTypes } from './emitted-types.js';
import { EMPTY_PLAN } from './empty-plan.js';
import type { Lookup } from './lookup.js';

/** What a planner says when nothing provides a token; the answer replaces the error. */
export type MissingDependency = (ask: Ask, record: ProviderRecord, chain: readonly ProviderRecord[]) => ProviderRecord;

/**
 * Plans providers: a walk over the graph as it is declared, before anything is made. Dependencies
 * through `forwardRef()` are walked on their own, so that what meets itself on the way is a circle
 * that nothing breaks.
 */
export class Planner {
  private readonly chain: ProviderRecord[] = [];
  private readonly walking = new Set<ProviderRecord>();
  private deferred: ProviderRecord[] = [];
  /** Records with a `forwardRef()` among their dependencies, planned since the last settlement. */
  private planned: ProviderRecord[] = [];
  private forward = false;

  constructor(
    private readonly lookup: Lookup,
    private readonly missing: MissingDependency,
  ) {}

  /** Plans one record with everything that it depends on. */
  planOne(record: ProviderRecord): void {
    if (record.plan === null) this.planAll([record]);
  }

  /** Plans records with everything that they depend on. */
  planAll(records: Iterable<ProviderRecord>): void {
    try {
      for (const record of records) if (record.plan === null) this.walk(record);
      for (let next = this.deferred.pop(); next; next = this.deferred.pop()) if (next.plan === null) this.walk(next);
      if (this.forward) {
        spreadScopes(this.planned);
        markCycles(this.planned);
      }
    } catch (error) {
      for (const record of this.planned) record.plan = null;
      throw error;
    } finally {
      this.chain.length = 0;
      this.walking.clear();
      this.deferred = [];
      this.planned = [];
      this.forward = false;
    }
  }

  private walk(record: ProviderRecord): void {
    if (this.walking.has(record)) throw circularDependency([...this.chain.slice(this.chain.indexOf(record)), record]);
    this.walking.add(record);
    this.chain.push(record);
    record.plan = record.kind === 'alias' ? this.planAlias(record) : this.planDependencies(record);
    this.planned.push(record);
    this.chain.pop();
    this.walking.delete(record);
  }

  private planAlias(record: ProviderRecord): ProviderRecord['plan'] {
    const asks = parameterAsks(record);
    const target = this.edge(asks[0] as Ask, record) as ProviderRecord;
    record.scope = target.scope;
    return {
      dependencies: [target],
      properties: null,
      forward: false,
      contextual: target.plan?.contextual ?? false,
      durable: target.plan?.durable ?? false,
      cyclic: false,
    };
  }

  private planDependencies(record: ProviderRecord): ProviderRecord['plan'] {
    if (record.kind === 'value') return EMPTY_PLAN;
    const parameters = parameterAsks(record);
    const properties = propertyAsks(record);
    if (record.kind === 'class') checkEmittedTypes(record, parameters, this.chain);
    if (parameters.length === 0 && properties.length === 0 && record.scope !== Scope.REQUEST) return EMPTY_PLAN;

    let forward = false;
    const dependencies: Dependency[] = new Array(parameters.length);
    for (let index = 0; index < parameters.length; index++) {
      const ask = parameters[index] as Ask;
      forward ||= ask.forward;
      dependencies[index] = this.edge(ask, record);
    }
    const filled: PropertyPlan[] = [];
    for (const ask of properties) {
      forward ||= ask.forward;
      filled.push({ key: ask.place as string | symbol, dependency: this.edge(ask, record) });
    }
    if (forward) this.forward = true;
    const plan = {
      dependencies,
      properties: filled.length > 0 ? filled : null,
      forward,
      contextual: false,
      durable: false,
      cyclic: false,
    };
    record.plan = plan;
    spread(record);
    record.plan = null;
    return plan;
  }

  /** The record behind one dependency, planned itself unless it was asked for through `forwardRef()`. */
  private edge(ask: Ask, record: ProviderRecord): Dependency {
    const found = this.find(record.host, ask.token) ?? (ask.optional ? null : this.missing(ask, record, this.chain));
    if (found === null) return null;
    if (ask.forward) {
      if (found.plan === null) this.deferred.push(found);
      return found.kind === 'alias' ? this.target(found) : found;
    }
    if (found.plan === null) this.walk(found);
    return found.kind === 'alias' ? (found.plan?.dependencies[0] ?? null) : found;
  }

  /** Where an alias leads, before it is planned. */
  private target(alias: ProviderRecord): ProviderRecord {
    const passed = [alias];
    for (let current = alias; ; passed.push(current)) {
      const ask = parameterAsks(current)[0] as Ask;
      current = this.find(current.host, ask.token) ?? this.missing(ask, current, passed);
      if (passed.includes(current)) throw circularDependency([...passed, current]);
      if (current.kind !== 'alias') return current;
    }
  }

  private find(module: ModuleRecord, token: unknown): ProviderRecord | undefined {
    return token === undefined || token === null ? undefined : this.lookup.find(module, token as InjectionToken);
  }
}
