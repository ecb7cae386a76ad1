import { type DynamicModule, forwardRef, Injectable, Module } from '@portico/common';
import { expect, it } from 'vitest';
import { Container } from '../container/container.js';
import { moduleByContent } from './module-identity.js';
import { ModuleScanner } from './module-scanner.js';

@Injectable()
class Service {}

@Module({})
class Imported {}

class Options {
  constructor(readonly url: unknown) {}
}

const token = Symbol('token');

/** How many modules two imports of one class are, whose content a function returns for each of them. */
async function modulesOf(content: (index: number) => Omit<DynamicModule, 'module'>): Promise<number> {
  @Module({})
  class Library {}
  @Module({ imports: [0, 1].map((index) => ({ module: Library, ...content(index) })) })
  class App {}
  const container = new Container();
  await new ModuleScanner(container, moduleByContent()).scan(App);
  return container.modulesOf(Library).length;
}

it.each<[string, () => Omit<DynamicModule, 'module'>]>([
  ['nothing', () => ({})],
  ['classes', () => ({ providers: [Service], exports: [Service] })],
  ['values', () => ({ providers: [{ provide: token, useValue: { urls: ['a', 1n, null] } }] })],
  ['instances', () => ({ providers: [{ provide: 'options', useValue: new Options(new Date(1)) }] })],
  ['factories', () => ({ providers: [{ provide: 'options', useFactory: () => ({ url: 'a' }) }] })],
  ['circular values', () => ({ providers: [{ provide: 'options', useValue: circular() }] })],
  ['dynamic modules', () => ({ imports: [{ module: Imported, providers: [Service] }, forwardRef(() => Imported)] })],
])('modules with equal %s are one module', async (_, content) => {
  expect(await modulesOf(content)).toBe(1);
});

it.each<[string, (index: number) => Omit<DynamicModule, 'module'>]>([
  ['values', (index) => ({ providers: [{ provide: 'options', useValue: { index } }] })],
  ['types of a value', (index) => ({ providers: [{ provide: 'options', useValue: index === 0 ? '1' : 1 }] })],
  ['texts that look like other values', (index) => listOf(index === 0 ? ['a', 'b'] : ['a",string "b'])],
  ['instances', (index) => ({ providers: [{ provide: 'options', useValue: new Options(index) }] })],
  ['classes', (index) => ({ providers: [index === 0 ? class Own {} : class Own {}] })],
  ['symbols', () => ({ providers: [{ provide: Symbol('own'), useValue: 1 }] })],
  ['maps', (index) => ({ providers: [{ provide: 'options', useValue: new Map([[1, index]]) }] })],
  ['dates', (index) => ({ providers: [{ provide: 'options', useValue: new Date(index) }] })],
  ['expressions', (index) => ({ providers: [{ provide: 'options', useValue: index === 0 ? /a/ : /b/ }] })],
  ['factories', (index) => ({ providers: [{ provide: 'a', useFactory: index === 0 ? () => 1 : () => 2 }] })],
  ['flags', (index) => ({ global: index === 0 })],
])('modules with different %s are two modules', async (_, content) => {
  expect(await modulesOf(content)).toBe(2);
});

function listOf(useValue: readonly string[]): Omit<DynamicModule, 'module'> {
  return { providers: [{ provide: 'list', useValue }] };
}

function circular(): object {
  const value: { self?: object } = {};
  value.self = value;
  return value;
}
