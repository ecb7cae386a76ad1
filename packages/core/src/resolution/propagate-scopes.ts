import { Scope } from '@portico/common';
import type { ProviderRecord } from '../container/records.js';
import { EMPTY_PLAN } from './empty-plan.js';

/**
 * Propagates scopes to dependents: a provider that depends on a contextual provider is contextual too. One pass is enough
 * for records in the order of their dependencies; cycles need one more.
 */
export function propagateScopes(records: readonly ProviderRecord[]): void {
  for (let changed = true; changed; ) {
    changed = false;
    for (const record of records) if (propagateScope(record)) changed = true;
  }
}

/** Applies the rule to one record; returns whether something changed. */
export function propagateScope(record: ProviderRecord): boolean {
  const { plan } = record;
  if (plan === null || plan === EMPTY_PLAN) return false;
  let contextual = record.scope === Scope.REQUEST;
  let lasting = true;
  const dependencies = dependenciesOf(record);
  for (let index = 0; index < dependencies.length; index++) {
    const dependency = dependencies[index];
    if (!dependency || !isContextual(dependency)) continue;
    contextual = true;
    if (!dependency.isDependencyTreeDurable()) lasting = false;
  }
  const durable =
    contextual && (record.scope === Scope.REQUEST ? record.durable : lasting && record.durableOption !== false);
  const changed = plan.contextual !== contextual || plan.durable !== durable;
  plan.contextual = contextual;
  plan.durable = durable;
  return changed;
}

function isContextual(record: ProviderRecord): boolean {
  return record.plan === null ? record.kind === 'request' || record.scope === Scope.REQUEST : record.plan.contextual;
}

/**
 * Marks the records that depend on themselves through a `forwardRef()`: only they are handed out before they are
 * constructed, and only to members of the same cycle.
 */
export function markCycles(records: readonly ProviderRecord[]): void {
  const order = new Map<ProviderRecord, { index: number; low: number; open: boolean }>();
  const stack: ProviderRecord[] = [];

  const visit = (record: ProviderRecord): { index: number; low: number; open: boolean } => {
    const own = { index: order.size, low: order.size, open: true };
    order.set(record, own);
    stack.push(record);
    for (const dependency of dependenciesOf(record)) {
      if (dependency === null || dependency.plan === null || dependency.plan === EMPTY_PLAN) continue;
      const known = order.get(dependency);
      if (known === undefined) own.low = Math.min(own.low, visit(dependency).low);
      else if (known.open) own.low = Math.min(own.low, known.index);
    }
    if (own.low === own.index) closeComponent(record);
    return own;
  };

  const closeComponent = (first: ProviderRecord): void => {
    const component = stack.splice(stack.lastIndexOf(first));
    const cycle = component.length > 1 || dependenciesOf(first).includes(first);
    if (cycle) lastCycle++;
    for (const record of component) {
      const visited = order.get(record);
      if (visited) visited.open = false;
      if (cycle && record.plan) record.plan.cycle = lastCycle;
    }
  };

  for (const record of records) if (!order.has(record) && record.plan !== EMPTY_PLAN) visit(record);
}

let lastCycle = 0;

function dependenciesOf(record: ProviderRecord): readonly (ProviderRecord | null)[] {
  const plan = record.plan ?? EMPTY_PLAN;
  return plan.properties === null
    ? plan.dependencies
    : [...plan.dependencies, ...plan.properties.map((property) => property.dependency)];
}
