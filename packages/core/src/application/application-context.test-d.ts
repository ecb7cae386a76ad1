import type { GetOrResolveOptions, INestApplication, INestApplicationContext, InjectionToken } from '@portico/common';
import { Injectable } from '@portico/common';
import type { DiscoveryService } from '../discovery/discovery-service.js';
import { DiscoveryService as Discovery } from '../discovery/discovery-service.js';
import type { ModuleRef } from '../discovery/module-ref.js';
import type { NestApplicationContext } from './application-context.js';
import { NestFactory } from './factory.js';

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const same = <T extends true>(): T | undefined => undefined;

@Injectable()
class Cats {
  readonly names: string[] = [];
}
abstract class Repository {
  abstract all(): string[];
}

declare const context: INestApplicationContext;
declare const ref: ModuleRef;
declare const discovery: DiscoveryService;

const cats = context.get(Cats);
same<Equal<typeof cats, Cats>>();
const abstract = context.get(Repository);
same<Equal<typeof abstract, Repository>>();
const each = context.get(Cats, { each: true });
same<Equal<typeof each, Cats[]>>();
const typed = context.get<string>('name');
same<Equal<typeof typed, string>>();
const resolved = context.resolve(Cats);
same<Equal<typeof resolved, Promise<Cats>>>();
const resolvedEach = ref.resolve(Cats, undefined, { each: true });
same<Equal<typeof resolvedEach, Promise<Cats[]>>>();
const created = ref.create(Cats);
same<Equal<typeof created, Promise<Cats>>>();

/** Like `ConfigService` of @nestjs/config: a generic class, named with its type arguments. */
class Config<K = Record<string, unknown>, Strict extends boolean = false> {
  constructor(readonly values: K) {}
  read(): Strict extends true ? K : K | undefined {
    return this.values as never;
  }
}
abstract class Store<T> {
  abstract all(): T[];
}
class Hidden {
  private constructor() {}
  static make(): Hidden {
    return new Hidden();
  }
}
interface Settings {
  port: number;
}

export function ofContext(context: INestApplicationContext): void {
  const config = context.get(Config<Settings, true>);
  same<Equal<typeof config, Config<Settings, true>>>();
  const strict = context.get(Config<Settings>, { strict: false });
  same<Equal<typeof strict, Config<Settings>>>();
  const all = context.get(Config<Settings>, { each: true });
  same<Equal<typeof all, Config<Settings>[]>>();
  const store = context.get(Store<Settings>);
  same<Equal<typeof store, Store<Settings>>>();
  const hidden = context.get(Hidden);
  same<Equal<typeof hidden, Hidden>>();
  const other = context.get<Config<Settings>, Settings>(Config);
  same<Equal<typeof other, Settings>>();
  const made = context.resolve(Config<Settings>);
  same<Equal<typeof made, Promise<Config<Settings>>>>();
  const inContext = context.resolve(Store<Settings>, { id: 1 });
  same<Equal<typeof inContext, Promise<Store<Settings>>>>();
  const inContextStrict = context.resolve(Config<Settings>, undefined, { strict: true });
  same<Equal<typeof inContextStrict, Promise<Config<Settings>>>>();
  const eachMade = context.resolve(Config<Settings>, undefined, { each: true });
  same<Equal<typeof eachMade, Promise<Config<Settings>[]>>>();
  const options: GetOrResolveOptions = {};
  const unsure = context.get(Cats, options);
  same<Equal<typeof unsure, Cats | Cats[]>>();
  const unsureMade = context.resolve(Cats, undefined, options);
  same<Equal<typeof unsureMade, Promise<Cats | Cats[]>>>();
}

export function ofApplication(application: INestApplication): void {
  const config = application.get(Config<Settings, true>);
  same<Equal<typeof config, Config<Settings, true>>>();
  const strict = application.get(Config<Settings>, { strict: false });
  same<Equal<typeof strict, Config<Settings>>>();
  const all = application.get(Config<Settings>, { each: true });
  same<Equal<typeof all, Config<Settings>[]>>();
  const store = application.get(Store<Settings>);
  same<Equal<typeof store, Store<Settings>>>();
  const hidden = application.get(Hidden);
  same<Equal<typeof hidden, Hidden>>();
  const other = application.get<Config<Settings>, Settings>(Config);
  same<Equal<typeof other, Settings>>();
  const made = application.resolve(Config<Settings>);
  same<Equal<typeof made, Promise<Config<Settings>>>>();
  const inContext = application.resolve(Store<Settings>, { id: 1 });
  same<Equal<typeof inContext, Promise<Store<Settings>>>>();
  const inContextStrict = application.resolve(Config<Settings>, undefined, { strict: true });
  same<Equal<typeof inContextStrict, Promise<Config<Settings>>>>();
  const eachMade = application.resolve(Config<Settings>, undefined, { each: true });
  same<Equal<typeof eachMade, Promise<Config<Settings>[]>>>();
  const options: GetOrResolveOptions = {};
  const unsure = application.get(Cats, options);
  same<Equal<typeof unsure, Cats | Cats[]>>();
  const unsureMade = application.resolve(Cats, undefined, options);
  same<Equal<typeof unsureMade, Promise<Cats | Cats[]>>>();
}

export function ofContainer(container: NestApplicationContext): void {
  const config = container.get(Config<Settings, true>);
  same<Equal<typeof config, Config<Settings, true>>>();
  const strict = container.get(Config<Settings>, { strict: false });
  same<Equal<typeof strict, Config<Settings>>>();
  const all = container.get(Config<Settings>, { each: true });
  same<Equal<typeof all, Config<Settings>[]>>();
  const store = container.get(Store<Settings>);
  same<Equal<typeof store, Store<Settings>>>();
  const hidden = container.get(Hidden);
  same<Equal<typeof hidden, Hidden>>();
  const other = container.get<Config<Settings>, Settings>(Config);
  same<Equal<typeof other, Settings>>();
  const made = container.resolve(Config<Settings>);
  same<Equal<typeof made, Promise<Config<Settings>>>>();
  const inContext = container.resolve(Store<Settings>, { id: 1 });
  same<Equal<typeof inContext, Promise<Store<Settings>>>>();
  const inContextStrict = container.resolve(Config<Settings>, undefined, { strict: true });
  same<Equal<typeof inContextStrict, Promise<Config<Settings>>>>();
  const eachMade = container.resolve(Config<Settings>, undefined, { each: true });
  same<Equal<typeof eachMade, Promise<Config<Settings>[]>>>();
  const options: GetOrResolveOptions = {};
  const unsure = container.get(Cats, options);
  same<Equal<typeof unsure, Cats | Cats[]>>();
  const unsureMade = container.resolve(Cats, undefined, options);
  same<Equal<typeof unsureMade, Promise<Cats | Cats[]>>>();
}

export function ofReference(reference: ModuleRef): void {
  const config = reference.get(Config<Settings, true>);
  same<Equal<typeof config, Config<Settings, true>>>();
  const strict = reference.get(Config<Settings>, { strict: false });
  same<Equal<typeof strict, Config<Settings>>>();
  const all = reference.get(Config<Settings>, { each: true });
  same<Equal<typeof all, Config<Settings>[]>>();
  const store = reference.get(Store<Settings>);
  same<Equal<typeof store, Store<Settings>>>();
  const hidden = reference.get(Hidden);
  same<Equal<typeof hidden, Hidden>>();
  const other = reference.get<Config<Settings>, Settings>(Config);
  same<Equal<typeof other, Settings>>();
  const made = reference.resolve(Config<Settings>);
  same<Equal<typeof made, Promise<Config<Settings>>>>();
  const inContext = reference.resolve(Store<Settings>, { id: 1 });
  same<Equal<typeof inContext, Promise<Store<Settings>>>>();
  const inContextStrict = reference.resolve(Config<Settings>, undefined, { strict: true });
  same<Equal<typeof inContextStrict, Promise<Config<Settings>>>>();
  const eachMade = reference.resolve(Config<Settings>, undefined, { each: true });
  same<Equal<typeof eachMade, Promise<Config<Settings>[]>>>();
  const options: GetOrResolveOptions = {};
  const unsure = reference.get(Cats, options);
  same<Equal<typeof unsure, Cats | Cats[]>>();
  const unsureMade = reference.resolve(Cats, undefined, options);
  same<Equal<typeof unsureMade, Promise<Cats | Cats[]>>>();
}

declare const token: InjectionToken<Cats>;
const byToken = context.get<Cats>(token as never);
same<Equal<typeof byToken, Cats>>();
const createdConfig = ref.create(Config<Settings>);
same<Equal<typeof createdConfig, Promise<Config<Settings>>>>();
const createdInContext = ref.create(Config<Settings, true>, { id: 1 });
same<Equal<typeof createdInContext, Promise<Config<Settings, true>>>>();
// @ts-expect-error an abstract class cannot be made
ref.create(Store<Settings>);

const Flag = Discovery.createDecorator<{ on: boolean }>();
const [first] = discovery.getProviders({ metadataKey: Flag.KEY });
const flag = first && discovery.getMetadataByDecorator(Flag, first);
same<Equal<typeof flag, { on: boolean } | undefined>>();

const made = NestFactory.create(Cats);
same<Equal<typeof made, Promise<INestApplication>>>();
const bare = NestFactory.createApplicationContext({ providers: [Cats] });
same<Equal<typeof bare, Promise<INestApplicationContext>>>();

// @ts-expect-error a number names no provider
context.get(1);
// @ts-expect-error the value of the decorator has its type
Flag('on');
// @ts-expect-error an instance is not a module
NestFactory.create(1);
