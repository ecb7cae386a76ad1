import { describe, expect, it, vi } from 'vitest';
import * as colors from './cli-colors.js';
import * as constants from './constants.js';
import { extendArrayMetadata } from './extend-metadata.js';
import * as interfaces from './interfaces.js';
import { loadPackage, loadPackageCached, loadPackageSync, tryLoadPackage } from './load-package.js';
import { randomStringGenerator } from './random-string-generator.js';
import { RouteParamtypes } from './route-paramtypes.js';
import * as utils from './shared-utils.js';

describe('utils/shared.utils', () => {
  const values = {
    nothing: undefined,
    null: null,
    text: '',
    name: 'constructor',
    zero: 0,
    list: [],
    full: [1],
    literal: {},
    bare: Object.create(null) as object,
    date: new Date(0),
    map: new Map(),
    function: () => 1,
    class: class {},
    symbol: Symbol('s'),
  };

  /** Returns the names of the values for which the function returns true. */
  function yes(ask: (value: unknown) => boolean): string[] {
    return Object.entries(values).flatMap(([name, value]) => (ask(value) ? [name] : []));
  }

  it.each([
    [utils.isUndefined, ['nothing']],
    [utils.isNil, ['nothing', 'null']],
    [utils.isEmpty, ['nothing', 'null', 'list']],
    [utils.isEmptyArray, ['list']],
    [utils.isString, ['text', 'name']],
    [utils.isNumber, ['zero']],
    [utils.isSymbol, ['symbol']],
    [utils.isFunction, ['function', 'class']],
    [utils.isConstructor, ['name']],
    [utils.isObject, ['list', 'full', 'literal', 'bare', 'date', 'map']],
    [utils.isPlainObject, ['literal', 'bare']],
  ])('$0.name', (ask, expected) => {
    expect(yes(ask)).toEqual(expected);
  });

  it.each([
    [undefined, '', '/'],
    ['', '', '/'],
    ['/', '/', '/'],
    ['a', '/a', '/a'],
    ['a/', '/a/', '/a'],
    ['//a//b//', '//a//b//', '/a/b'],
  ])('normalizes slashes: %s', (path, led, normal) => {
    expect([utils.addLeadingSlash(path), utils.normalizePath(path)]).toEqual([led, normal]);
  });

  it('removes one slash at the end', () => {
    expect(['/a/', '/a', '/', ''].map(utils.stripEndSlash)).toEqual(['/a', '/a', '', '']);
  });
});

describe('utils/extend-metadata.util', () => {
  it('appends, and a subclass starts with the metadata of its ancestors', () => {
    class Parent {}
    class Child extends Parent {}
    extendArrayMetadata('list', [1], Parent);
    extendArrayMetadata('list', [2, 3], Parent);
    extendArrayMetadata('list', [4], Child);
    expect(Reflect.getMetadata('list', Parent)).toEqual([1, 2, 3]);
    expect(Reflect.getMetadata('list', Child)).toEqual([1, 2, 3, 4]);
  });
});

describe('utils/load-package.util', () => {
  const absent = Object.assign(new Error('Cannot find package'), { code: 'ERR_MODULE_NOT_FOUND' });
  const broken = new Error('broken inside');

  it('returns and caches the result of the loader', async () => {
    expect(await loadPackage('first', 'Tests', async () => ({ a: 1 }))).toEqual({ a: 1 });
    expect(loadPackageSync('second', 'Tests', () => ({ b: 2 }))).toEqual({ b: 2 });
    expect([loadPackageCached('first', 'Tests'), loadPackageCached('second', 'Tests')]).toEqual([{ a: 1 }, { b: 2 }]);
  });

  it('imports the package by name without a loader', async () => {
    expect(await loadPackage<{ sep: string }>('node:path', 'Tests')).toHaveProperty('sep');
    expect(await tryLoadPackage('portico-no-such-package')).toBeUndefined();
  });

  it('says how to install a missing package', async () => {
    const message = 'Tests requires the package "some-package", which is not installed.';
    const fail = () => {
      throw absent;
    };
    await expect(loadPackage('some-package', 'Tests', fail)).rejects.toThrow(message);
    expect(() => loadPackageSync('some-package', 'Tests', fail)).toThrow('npm install some-package');
    expect(() => loadPackageCached('never-loaded', 'Tests')).toThrow('never-loaded');
    expect(await tryLoadPackage('some-package', fail)).toBeUndefined();
  });

  it('throws the error of an installed package that fails to load', async () => {
    const fail = () => {
      throw broken;
    };
    await expect(loadPackage('some-package', 'Tests', fail)).rejects.toBe(broken);
    await expect(tryLoadPackage('some-package', fail)).rejects.toBe(broken);
    expect(() => loadPackageSync('some-package', 'Tests', fail)).toThrow(broken);
  });
});

it('exports constants under the names that third-party modules use', () => {
  expect(constants).toMatchObject({
    MODULE_PATH: '__module_path__',
    PATH_METADATA: 'path',
    METHOD_METADATA: 'method',
    VERSION_METADATA: '__version__',
    HTTP_CODE_METADATA: '__httpCode__',
    PARAMTYPES_METADATA: 'design:paramtypes',
    ROUTE_ARGS_METADATA: '__routeArguments__',
    MODULE_METADATA: { IMPORTS: 'imports', PROVIDERS: 'providers', CONTROLLERS: 'controllers', EXPORTS: 'exports' },
    ENHANCER_KEY_TO_SUBTYPE_MAP: { __guards__: 'guard', __exceptionFilters__: 'filter' },
  });
  expect(RouteParamtypes.BODY).toBe(3);
  expect(Object.keys(interfaces).toSorted()).toEqual(['Scope', 'VERSION_NEUTRAL']);
});

it('creates a different random string each time', () => {
  const made = Array.from({ length: 100 }, () => randomStringGenerator());
  expect(new Set(made).size).toBe(100);
  for (const text of made) expect(text).toMatch(/^[0-9a-f]{32}$/);
});

describe('the colours of the console', () => {
  const texts = () => [...Object.values(colors.clc), colors.yellow].map((paint) => paint('x'));

  it('surround a text', () => {
    vi.stubEnv('NO_COLOR', '');
    expect(colors.isColorAllowed()).toBe(true);
    expect(colors.clc.red('x')).toBe('\u001b[31mx\u001b[39m');
    expect(texts().every((text) => text.startsWith('\u001b[') && text.includes('x'))).toBe(true);
    vi.unstubAllEnvs();
  });

  it('are omitted if NO_COLOR is set', () => {
    vi.stubEnv('NO_COLOR', '1');
    expect(colors.isColorAllowed()).toBe(false);
    expect(texts()).toEqual(texts().map(() => 'x'));
    vi.unstubAllEnvs();
  });
});
