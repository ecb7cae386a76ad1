import type { PlatformLoader } from '@portico/common/internal';
import { describe, expect, it } from 'vitest';
import { describeChoice, findDefaultHttpAdapter } from './default-http-adapter.js';

class ExpressAdapter {}
class FastifyAdapter {}

function notFound(message: string): Error {
  return Object.assign(new Error(message), { code: 'ERR_MODULE_NOT_FOUND' });
}

/** Packages by name, as this package resolves them, and by path, as the application resolves them. */
function installed(here: Record<string, unknown>, application: Record<string, string> = {}): PlatformLoader {
  return {
    async import(specifier) {
      if (specifier in here) {
        const exported = here[specifier];
        if (exported instanceof Error) throw exported;
        return exported;
      }
      throw notFound(`Cannot find package '${specifier}' imported from /app/node_modules/core/index.js`);
    },
    resolvers: () => [
      {
        resolve: Object.assign(
          (name: string) => {
            const path = application[name];
            if (path) return path;
            throw notFound(`Cannot find module '${name}'`);
          },
          { paths: () => [] },
        ),
      },
    ],
  };
}

describe('the default HTTP adapter', () => {
  it('is Express if both platforms are installed', async () => {
    const loader = installed({
      '@portico/platform-fastify': { FastifyAdapter },
      '@portico/platform-express': { ExpressAdapter },
    });
    expect(await findDefaultHttpAdapter(loader)).toMatchObject({ Adapter: ExpressAdapter });
  });

  it('is Fastify if only Fastify is installed, under either name', async () => {
    for (const name of ['@portico/platform-fastify', '@nestjs/platform-fastify']) {
      const only = await findDefaultHttpAdapter(
        installed({ [name]: { FastifyAdapter } }, { [name]: '/app/fastify.js' }),
      );
      expect(only).toEqual({ name, Adapter: FastifyAdapter, other: undefined });
      expect(describeChoice(only)).toBeUndefined();
    }
  });

  it('logs which platform is used, and how to choose, if both are installed', async () => {
    const loader = installed(
      { '@portico/platform-express': { ExpressAdapter } },
      { '@nestjs/platform-express': '/app/express.js', '@nestjs/platform-fastify': '/app/fastify.js' },
    );
    expect(describeChoice(await findDefaultHttpAdapter(loader))).toBe(
      'The application runs on @portico/platform-express, because it was created without an adapter. To use @nestjs/platform-fastify, pass new FastifyAdapter() to NestFactory.create().',
    );
  });

  it('is Express if only the application sees it, and Fastify is seen from elsewhere', async () => {
    const loader = installed(
      { '@portico/platform-fastify': { FastifyAdapter }, 'file:///app/express.js': { ExpressAdapter } },
      { '@portico/platform-express': '/app/express.js' },
    );
    expect(await findDefaultHttpAdapter(loader)).toMatchObject({ Adapter: ExpressAdapter });
  });

  it('is found if only the application can resolve it', async () => {
    const loader = installed(
      { 'file:///app/express.js': { ExpressAdapter } },
      { '@portico/platform-express': '/app/express.js' },
    );
    expect(await findDefaultHttpAdapter(loader)).toMatchObject({ Adapter: ExpressAdapter });
  });

  it('says what to install if there is none', async () => {
    await expect(findDefaultHttpAdapter(installed({}))).rejects.toMatchObject({
      code: 'PORTICO_NO_HTTP_ADAPTER',
      message: expect.stringContaining('npm install @portico/platform-express'),
    });
  });

  it('says what is missing if a dependency of a platform is not installed', async () => {
    const cause = notFound(
      "Cannot find package 'express' imported from /app/node_modules/@portico/platform-express/dist/adapter.js",
    );
    await expect(findDefaultHttpAdapter(installed({ '@portico/platform-express': cause }))).rejects.toMatchObject({
      code: 'PORTICO_BROKEN_HTTP_ADAPTER',
      message: expect.stringContaining("Cannot find package 'express'"),
      cause,
    });
  });

  it('reports a platform that exports no adapter', async () => {
    await expect(findDefaultHttpAdapter(installed({ '@portico/platform-express': {} }))).rejects.toMatchObject({
      code: 'PORTICO_BROKEN_HTTP_ADAPTER',
    });
  });
});
