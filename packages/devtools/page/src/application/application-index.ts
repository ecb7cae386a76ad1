import type {
  ApplicationDescription,
  ModuleDescription,
  ProviderDescription,
  RouteDescription,
} from '../api/protocol.js';

export const KINDS = ['module', 'provider', 'controller', 'gateway', 'route', 'event'] as const;
export type Kind = (typeof KINDS)[number];

/** A part of the application that can be found, selected and drawn. */
export interface Item {
  readonly id: string;
  readonly kind: Kind;
  readonly name: string;
  /** Shown beside the name: the scope, or the method of the handler. */
  readonly detail: string;
  /** The id of its module. */
  readonly module: string;
  readonly moduleName: string;
  /** The ids of its imports, dependencies, routes and events. */
  readonly needs: readonly string[];
  readonly source: ModuleDescription | ProviderDescription | RouteDescription | undefined;
}

export interface ApplicationIndex {
  readonly items: ReadonlyMap<string, Item>;
  /** The reverse of `needs`. */
  readonly neededBy: ReadonlyMap<string, readonly string[]>;
}

/** Indexes the parts of an application by id, with the parts that need them. */
export function indexApplication(application: ApplicationDescription): ApplicationIndex {
  const items = new Map<string, Item>();
  for (const item of itemsOf(application)) items.set(item.id, item);
  const neededBy = new Map<string, string[]>();
  for (const { id, needs } of items.values()) {
    for (const need of needs) neededBy.set(need, [...(neededBy.get(need) ?? []), id]);
  }
  return { items, neededBy };
}

function* itemsOf({ modules, routes, gateways }: ApplicationDescription): Generator<Item> {
  const leadsTo = new Map<string, string[]>();
  const handlers: Item[] = [];
  const owners = new Map(
    modules.flatMap((module) => [...module.controllers, ...module.gateways].map((one) => [one.id, module])),
  );
  const add = (kind: Kind, owner: string, name: string, detail: string, source?: RouteDescription): void => {
    const id = `${kind}:${owner}:${name}:${detail}`;
    const module = owners.get(owner);
    leadsTo.set(owner, [...(leadsTo.get(owner) ?? []), id]);
    handlers.push({
      id,
      kind,
      name,
      detail,
      module: module?.id ?? '',
      moduleName: module?.name ?? '',
      needs: [],
      source,
    });
  };
  for (const route of routes)
    add('route', route.controller, `${route.method} ${route.path}`, `${route.handler}()`, route);
  for (const { id, events } of gateways)
    for (const { event, handler } of events) add('event', id, event, `${handler}()`);

  for (const module of modules) {
    yield {
      id: module.id,
      kind: 'module',
      name: module.name,
      detail: [module.global && 'global', module.dynamic && 'dynamic'].filter(Boolean).join(', '),
      module: module.id,
      moduleName: module.name,
      needs: module.imports,
      source: module,
    };
    yield* membersOf(module, 'controller', module.controllers, leadsTo);
    yield* membersOf(module, 'gateway', module.gateways, leadsTo);
    yield* membersOf(module, 'provider', module.providers, leadsTo);
  }
  yield* handlers;
}

function* membersOf(
  module: ModuleDescription,
  kind: Kind,
  members: readonly ProviderDescription[],
  leadsTo: ReadonlyMap<string, readonly string[]>,
): Generator<Item> {
  for (const member of members) {
    yield {
      id: member.id,
      kind,
      name: member.name,
      detail: detailOf(member),
      module: module.id,
      moduleName: module.name,
      needs: [...member.dependencies, ...(leadsTo.get(member.id) ?? [])],
      source: member,
    };
  }
}

function detailOf({ scope, kind, enhancer }: ProviderDescription): string {
  return [scope !== 'singleton' && scope, enhancer, !enhancer && kind !== 'class' && kind].filter(Boolean).join(', ');
}

export function searchItems(index: ApplicationIndex, search: string): Set<string> {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const found = new Set<string>();
  if (words.length === 0) return found;
  for (const { id, name, detail, moduleName } of index.items.values()) {
    const text = `${name} ${detail} ${moduleName}`.toLowerCase();
    if (words.every((word) => text.includes(word))) found.add(id);
  }
  return found;
}
