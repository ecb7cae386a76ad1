import { type InjectionToken, Scope } from '@portico/common';
import { isForwardReference } from '@portico/common/internal';
import { type InjectionPoint, parameterPoints, propertyPoints } from '../container/injection-points.js';
import type { Dependency, ModuleRecord, PropertyPlan, ProviderRecord, ResolutionPlan } from '../container/records.js';
import { circularDependency } from '../errors/circular-dependency.js';
import { emittedTypes } from '../scanning/class-facts.js';
import { constructionTime, propagateTimes } from './construction-times.js';
import { checkEmittedTypes } from './emitted-types.js';
import { EMPTY_PLAN, PLANNING } from './empty-plan.js';
import type { Lookup } from './lookup.js';
import { markCycles, propagateScope, propagateScopes } from './propagate-scopes.js';

/** Called if no provider has a token; its result replaces the error. */
export type MissingDependency = (
  point: InjectionPoint,
  record: ProviderRecord,
  chain: readonly ProviderRecord[],
) => ProviderRecord;

/**
 * Plans providers by traversing the declared graph before anything is created. Dependencies through `forwardRef()` are
 * traversed separately, so a record that reaches itself is part of a cycle without a `forwardRef()`.
 */
export class Planner {
  /** The records on the path to the one that is being planned; the plan of each is {@link PLANNING}. */
  private readonly chain: ProviderRecord[] = [];
  private deferred: ProviderRecord[] = [];
  private planned: ProviderRecord[] = [];
  private forward = false;
  /** Whether one of the records that were planned so far is transient. */
  hasTransients = false;

  constructor(
    private readonly lookup: Lookup,
    private readonly missing: MissingDependency,
  ) {}

  /** Plans one record with all of its dependencies. */
  planOne(record: ProviderRecord): void {
    if (record.plan === null) this.planAll([record]);
  }

  /**
   * Plans records with all of their dependencies, and determines when each of them is created.
   */
  planAll(records: readonly ProviderRecord[]): void {
    try {
      for (let index = 0; index < records.length; index++) this.planRoot(records[index]!);
      for (let next = this.deferred.pop(); next; next = this.deferred.pop()) this.planRoot(next);
      if (this.forward) {
        propagateScopes(this.planned);
        markCycles(this.planned);
        propagateTimes(this.planned);
      }
    } catch (error) {
      for (const record of [...this.planned, ...this.chain]) record.plan = null;
      throw error;
    } finally {
      this.chain.length = 0;
      this.deferred = [];
      this.planned = [];
      this.forward = false;
    }
  }

  private planRoot(record: ProviderRecord): void {
    if (record.plan === null) this.walk(record);
  }

  private walk(record: ProviderRecord): void {
    if (record.plan === PLANNING) throw circularDependency([...this.chain.slice(this.chain.indexOf(record)), record]);
    record.plan = PLANNING;
    this.chain.push(record);
    record.plan = record.kind === 'alias' ? this.planAlias(record) : this.planDependencies(record);
    this.chain.pop();
    this.planned.push(record);
    if (record.scope === Scope.TRANSIENT) this.hasTransients = true;
    if (record.plan === EMPTY_PLAN) return;
    propagateScope(record);
    // If one of them is a `forwardRef()`, times are determined when all are planned and cycles are known.
    if (!this.forward) record.readyAt = constructionTime(record, 0);
  }

  private planAlias(record: ProviderRecord): ResolutionPlan {
    const points = parameterPoints(record);
    const target = this.edge(points[0]!, record)!;
    record.scope = target.scope;
    return newPlan([target], null, false);
  }

  private planDependencies(record: ProviderRecord): ResolutionPlan {
    if (record.kind === 'value') return EMPTY_PLAN;
    const types = record.kind === 'class' ? emittedTypes(record.metatype!, record.facts) : undefined;
    return types === undefined ? this.planAsks(record) : this.planTypes(record, types);
  }

  /** The usual case, without allocations: there are only classes that the compiler emitted. */
  private planTypes(record: ProviderRecord, types: readonly unknown[]): ResolutionPlan {
    if (types.length === 0) return record.scope === Scope.REQUEST ? newPlan([], null, false) : EMPTY_PLAN;
    const dependencies: Dependency[] = new Array(types.length);
    let elsewhere = 0;
    for (let index = 0; index < types.length; index++) {
      const found = this.find(record.host, types[index]);
      if (found === undefined || isForwardReference(types[index])) return this.planAsks(record);
      dependencies[index] = this.follow(found);
      if (found.host !== record.host) elsewhere |= 1 << index;
    }
    return newPlan(dependencies, null, false, elsewhere);
  }

  private planAsks(record: ProviderRecord): ResolutionPlan {
    const parameters = parameterPoints(record);
    const properties = propertyPoints(record);
    if (record.kind === 'class') checkEmittedTypes(record, parameters, this.chain);
    if (parameters.length === 0 && properties.length === 0 && record.scope !== Scope.REQUEST) return EMPTY_PLAN;

    const forward = parameters.some(isForward) || properties.some(isForward);
    if (forward) this.forward = true;
    const dependencies = parameters.map((point) => this.edge(point, record));
    const filled = properties.map((point) => ({
      key: point.place,
      dependency: this.edge(point, record),
      forward: point.forward,
    }));
    const plan = newPlan(dependencies, filled.length > 0 ? filled : null, forward, this.elsewhere(record, parameters));
    plan.early = parameters.some(isForward) || filled.some(isWaitedFor);
    return plan;
  }

  private elsewhere(record: ProviderRecord, points: readonly InjectionPoint[]): number {
    return points.reduce((bits, { token }, index) => {
      const found = this.find(record.host, token);
      return found === undefined || found.host === record.host ? bits : bits | (1 << index);
    }, 0);
  }

  /** The record of one dependency, already planned unless it is a `forwardRef()`. */
  private edge(point: InjectionPoint, record: ProviderRecord): Dependency {
    const found =
      this.find(record.host, point.token) ?? (point.optional ? null : this.missing(point, record, this.chain));
    if (found === null || (found === record && point.optional)) return null;
    if (point.forward) {
      if (found.plan === null) this.deferred.push(found);
      return found.kind === 'alias' ? this.target(found) : found;
    }
    return this.follow(found);
  }

  /** Plans the target of a dependency, and returns the record at the end of its aliases. */
  private follow(found: ProviderRecord): Dependency {
    if (found.plan === null || found.plan === PLANNING) this.walk(found);
    return found.kind === 'alias' ? (found.plan?.dependencies[0] ?? null) : found;
  }

  /** The target of an alias, before it is planned. */
  private target(alias: ProviderRecord): ProviderRecord {
    const passed = [alias];
    for (let current = alias; ; passed.push(current)) {
      const point = parameterPoints(current)[0]!;
      current = this.find(current.host, point.token) ?? this.missing(point, current, passed);
      if (passed.includes(current)) throw circularDependency([...passed, current]);
      if (current.kind !== 'alias') return current;
    }
  }

  private find(module: ModuleRecord, token: unknown): ProviderRecord | undefined {
    // A value that is not a token is not found.
    return token === undefined || token === null ? undefined : this.lookup.find(module, token as InjectionToken);
  }
}

function newPlan(
  dependencies: readonly Dependency[],
  properties: readonly PropertyPlan[] | null,
  forward: boolean,
  elsewhere = 0,
): ResolutionPlan {
  return {
    dependencies,
    properties,
    elsewhere,
    forward,
    contextual: false,
    durable: false,
    cycle: 0,
    early: false,
  };
}

function isForward(point: InjectionPoint): boolean {
  return point.forward;
}

/** Only a class instance can be handed out before it is created: a property with another value has to wait for it. */
function isWaitedFor({ dependency, forward }: PropertyPlan): boolean {
  return forward && dependency !== null && dependency.kind !== 'class';
}
