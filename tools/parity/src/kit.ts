import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectRoot, referenceRoot } from './locations.js';
import type { Framework } from './subjects.js';

/** The packages of one framework, with the libraries that it resolves itself. The same code builds applications of both. */
export interface Kit {
  readonly framework: Framework;
  readonly common: typeof import('@portico/common');
  readonly core: typeof import('@portico/core');
  readonly websockets: typeof import('@portico/websockets');
  readonly testing: typeof import('@portico/testing');
  readonly express: typeof import('@portico/platform-express');
  readonly fastify: typeof import('@portico/platform-fastify');
  readonly socketIo: typeof import('@portico/platform-socket.io');
  readonly ws: typeof import('@portico/platform-ws');
  readonly rxjs: typeof import('rxjs');
  readonly classValidator: typeof import('class-validator');
  readonly classTransformer: typeof import('class-transformer');
}

const scopes: Readonly<Record<Framework, string>> = { portico: '@portico', reference: '@nestjs' };
const roots: Readonly<Record<Framework, string>> = { portico: projectRoot, reference: referenceRoot };

/** Loads a framework: Portico from the workspace, the reference from its own install. */
export async function loadKit(framework: Framework): Promise<Kit> {
  const require = createRequire(join(roots[framework], 'package.json'));
  const load = (name: string) => import(pathToFileURL(require.resolve(name)).href);
  const scope = scopes[framework];
  await load('reflect-metadata');
  return {
    framework,
    common: await load(`${scope}/common`),
    core: await load(`${scope}/core`),
    websockets: await load(`${scope}/websockets`),
    testing: await load(`${scope}/testing`),
    express: await load(`${scope}/platform-express`),
    fastify: await load(`${scope}/platform-fastify`),
    socketIo: await load(`${scope}/platform-socket.io`),
    ws: await load(`${scope}/platform-ws`),
    rxjs: await load('rxjs'),
    classValidator: await load('class-validator'),
    classTransformer: await load('class-transformer'),
  };
}
