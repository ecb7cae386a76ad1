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
      const { Test } = require('@nestjs/testing');
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
    '1 @nestjs/core/services/reflector.service: this path into the package is not offered; import Reflector from @nestjs/core',
    '2 @nestjs/core/internals/thing: this path into the package is not offered',
    '3 @nestjs/common/internal: this path into the package is not offered',
  ]);
});

it('reports calls of functions that only throw', () => {
  expect(messages('const app = await NestFactory.createMicroservice(AppModule);\napp.toString();')).toEqual([
    '1 createMicroservice() throws PORTICO_NO_MICROSERVICES',
  ]);
});

it('ignores strings and comments', () => {
  expect(messages("// import { X } from '@nestjs/microservices';\nconst text = '@nestjs/microservices';")).toEqual([]);
});
