import type { INestApplication, INestApplicationContext } from '@portico/common';
import { Injectable } from '@portico/common';
import type { DiscoveryService } from '../discovery/discovery-service.js';
import { DiscoveryService as Discovery } from '../discovery/discovery-service.js';
import type { ModuleRef } from '../discovery/module-ref.js';
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
// @ts-expect-error an instance is no module
NestFactory.create(1);
