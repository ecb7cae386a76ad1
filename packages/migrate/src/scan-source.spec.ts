import { expect, it } from 'vitest';
import { scanSource } from './scan-source.js';

const messages = (text: string) => scanSource('a.ts', text).map(({ line, message }) => `${line} ${message}`);

it('reports nothing for supported imports', () => {
  expect(
    messages(`
      import { Controller, type INestApplication } from '@nestjs/common';
      import * as core from '@nestjs/core';
      import { ConfigService } from '@nestjs/config';
      import { PATH_METADATA } from '@nestjs/common/constants';
      import type { CorsOptions } from '@nestjs/common/interfaces/external/cors-options.interface';
      import { Scope, type ModuleMetadata } from '@nestjs/common/interfaces';
      export { WsAdapter } from '@nestjs/platform-ws';
      const { Test, ...others } = require('@nestjs/testing');
      const { version } = require('@nestjs/core/package.json');
      type App = import('@nestjs/platform-express').NestExpressApplication;
    `),
  ).toEqual([]);
});

it('reports an unsupported package, however it is loaded', () => {
  expect(
    messages(
      [
        "import { Transport } from '@nestjs/microservices';",
        "const broker = require('@nestjs/microservices');",
        "const later = () => import('@nestjs/microservices');",
        "import ms = require('@nestjs/microservices');",
        "jest.mock('@nestjs/microservices');",
        "jest.unstable_mockModule('@nestjs/microservices', () => ({}));",
        "vi.importMock('@nestjs/microservices');",
        "import.meta.resolve('@nestjs/microservices');",
        "let client: import('@nestjs/microservices').ClientProxy;",
      ].join('\n'),
    ).map((message) => message.split(': ')[0]),
  ).toEqual([
    '1 @nestjs/microservices',
    '2 @nestjs/microservices',
    '3 @nestjs/microservices',
    '4 @nestjs/microservices',
    '5 @nestjs/microservices',
    '6 @nestjs/microservices',
    '7 @nestjs/microservices',
    '8 @nestjs/microservices',
    '9 @nestjs/microservices',
  ]);
});

it('reports names that a package does not export', () => {
  expect(
    messages(
      [
        "import { Injectable, Nonsense as Other } from '@nestjs/common';",
        "export { Absent } from '@nestjs/core';",
        "const { Missing, Test } = await import('@nestjs/testing');",
        "type T = import('@nestjs/common').Nothing;",
      ].join('\n'),
    ),
  ).toEqual([
    '1 @nestjs/common has no "Nonsense"',
    '2 @nestjs/core has no "Absent"',
    '3 @nestjs/testing has no "Missing"',
    '4 @nestjs/common has no "Nothing"',
  ]);
});

it('reports names that are read from a module as a whole', () => {
  expect(
    messages(
      [
        "import * as common from '@nestjs/common';",
        "import core = require('@nestjs/core');",
        "const testing = require('@nestjs/testing');",
        "const ws = jest.requireActual('@nestjs/websockets');",
        'common.Injectable(), common.Absent(), core.Gone, testing.Test, ws.Nothing;',
        'let type: common.Missing;',
        'const { NestFactory, Lost } = core;',
        "require('@nestjs/common').Unknown;",
        "(await import('@nestjs/common')).Strange;",
        "import('@nestjs/core').then(({ NestFactory, Odd }) => Odd);",
        "import('@nestjs/core').then((module) => module.None).catch(fail);",
        "import('@nestjs/core').catch(fail);",
      ].join('\n'),
    ),
  ).toEqual([
    '5 @nestjs/common has no "Absent"',
    '5 @nestjs/core has no "Gone"',
    '5 @nestjs/websockets has no "Nothing"',
    '6 @nestjs/common has no "Missing"',
    '7 @nestjs/core has no "Lost"',
    '8 @nestjs/common has no "Unknown"',
    '9 @nestjs/common has no "Strange"',
    '10 @nestjs/core has no "Odd"',
    '11 @nestjs/core has no "None"',
  ]);
});

it('reports an unsupported path, and says where its names are', () => {
  expect(
    messages(
      [
        "import { Reflector } from '@nestjs/core/services/reflector.service';",
        "import { thing } from '@nestjs/core/internals/thing';",
        "import '@nestjs/common/internal';",
      ].join('\n'),
    ),
  ).toEqual([
    '1 @nestjs/core/services/reflector.service: Portico does not have this path; import Reflector from @nestjs/core',
    '2 @nestjs/core/internals/thing: Portico does not have this path',
    '3 @nestjs/common/internal: Portico does not have this path',
  ]);
});

it('reports calls of methods that exist only for compatibility', () => {
  const calls = [
    'const app = await NestFactory.createMicroservice(AppModule);',
    'await app.startAllMicroservices();',
    'module.createNestMicroservice({});',
  ];
  expect(messages(calls.join('\n'))).toEqual([
    '1 createMicroservice() throws PORTICO_NO_MICROSERVICES',
    '2 startAllMicroservices() does nothing: Portico has no microservices',
    '3 createNestMicroservice() throws PORTICO_NO_MICROSERVICES',
  ]);
});

it('ignores strings and comments', () => {
  expect(messages("// import { X } from '@nestjs/microservices';\nconst text = '@nestjs/microservices';")).toEqual([]);
});
