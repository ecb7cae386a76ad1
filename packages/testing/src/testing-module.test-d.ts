import type { NestApplicationContext } from '@portico/core';
import type { TestingModule } from './testing-module.js';

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const same = <T extends true>(): T | undefined => undefined;

class Config<K> {
  constructor(readonly values: K) {}
}
abstract class Store<T> {
  abstract all(): T[];
}
interface Settings {
  port: number;
}
declare const module: TestingModule;

const config = module.get(Config<Settings>);
same<Equal<typeof config, Config<Settings>>>();
const strict = module.get(Store<Settings>, { strict: true });
same<Equal<typeof strict, Store<Settings>>>();
const each = module.get(Config<Settings>, { each: true });
same<Equal<typeof each, Config<Settings>[]>>();
const resolved = module.resolve(Config<Settings>);
same<Equal<typeof resolved, Promise<Config<Settings>>>>();
const resolvedEach = module.resolve(Store<Settings>, { id: 1 }, { each: true });
same<Equal<typeof resolvedEach, Promise<Store<Settings>[]>>>();
same<Equal<TestingModule['get'], NestApplicationContext['get']>>();
same<Equal<TestingModule['resolve'], NestApplicationContext['resolve']>>();
