import {
  type CanActivate,
  Controller,
  Get,
  Inject,
  Injectable,
  Module,
  Scope,
  UseGuards,
  VERSION_NEUTRAL,
  VersioningType,
} from '@portico/common';
import { describe, expect, it } from 'vitest';
import { NestFactory } from '../../application/factory.js';
import { APP_GUARD } from '../../container/core-tokens.js';
import { NodeHttpAdapter } from '../../http/node-http-adapter.fixture.js';
import { GraphInspector } from './graph-inspector.js';
import { PartialGraphHost } from './partial-graph-host.js';
import { SerializedGraph } from './serialized-graph.js';

@Injectable()
class Repository {}

@Injectable({ scope: Scope.REQUEST })
class Cats {
  @Inject('name') name!: string;
  constructor(readonly repository: Repository) {}
}

@Injectable()
class Guard implements CanActivate {
  canActivate(): boolean {
    return true;
  }
}

@Controller('cats')
class CatsController {
  constructor(readonly cats: Cats) {}
  @UseGuards(Guard)
  @Get(':id')
  one(): void {}
}

@Module({ providers: [Repository], exports: [Repository] })
class DataModule {}

@Module({
  imports: [DataModule],
  providers: [Cats, { provide: 'name', useValue: 'Tom' }, { provide: APP_GUARD, useClass: Guard }],
  controllers: [CatsController],
})
class AppModule {}

async function graphOf() {
  const context = await NestFactory.createApplicationContext(AppModule, {
    logger: false,
    abortOnError: false,
    snapshot: true,
  });
  return context.get(SerializedGraph);
}

describe('SerializedGraph', () => {
  it('describes modules and their members', async () => {
    const { nodes } = (await graphOf()).toJSON();
    expect(nodes['AppModule']).toEqual({
      id: 'AppModule',
      label: 'AppModule',
      metadata: { type: 'module', global: false, dynamic: false, internal: false },
    });
    expect(nodes['DataModule/Repository']).toMatchObject({
      parent: 'DataModule',
      metadata: { type: 'provider', kind: 'class', exported: true, static: true, sourceModuleName: 'DataModule' },
    });
    expect(nodes['AppModule/Cats']?.metadata).toMatchObject({ scope: Scope.REQUEST, static: false });
    expect(nodes['AppModule/name']?.metadata).toMatchObject({ token: 'name', kind: 'value' });
    expect(nodes['AppModule/CatsController']?.metadata).toMatchObject({ type: 'controller', static: false });
    expect(nodes['AppModule/Guard']?.metadata).toMatchObject({ type: 'injectable', subtype: 'guard' });
  });

  it('describes imports, dependencies and enhancers', async () => {
    const { edges, extras } = (await graphOf()).toJSON();
    const lines = Object.values(edges).map(({ source, target, metadata }) => {
      const how =
        metadata.type === 'class-to-class' ? `${metadata.injectionType} ${metadata.keyOrIndex ?? ''}`.trim() : 'import';
      return `${source} -> ${target} (${how})`;
    });
    expect(lines).toEqual([
      'AppModule -> DataModule (import)',
      'AppModule/Cats -> DataModule/Repository (constructor 0)',
      'AppModule/Cats -> AppModule/name (property name)',
      'AppModule/CatsController -> AppModule/Cats (constructor 0)',
      'AppModule/CatsController -> AppModule/Guard (decorator)',
    ]);
    expect(extras.attachedEnhancers).toEqual([{ nodeId: expect.stringContaining('APP_GUARD') }]);
  });

  it('describes entry points', async () => {
    const { entrypoints, status } = (await graphOf()).toJSON();
    expect(entrypoints['AppModule/CatsController']).toEqual([
      expect.objectContaining({
        type: 'http-endpoint',
        methodName: 'one',
        metadata: { key: '/cats/:id', path: '/cats/:id', requestMethod: 'GET' },
      }),
    ]);
    expect(status).toBe('complete');
  });

  it('describes the versions and hosts of routes', async () => {
    @Controller({ path: 'dogs', version: ['1', VERSION_NEUTRAL], host: ':tenant.example.com' })
    class DogsController {
      @Get() all(): void {}
    }
    @Module({ controllers: [DogsController] })
    class DogsModule {}
    const app = await NestFactory.create(DogsModule, new NodeHttpAdapter(), { logger: false, abortOnError: false });
    app.enableVersioning({ type: VersioningType.HEADER, header: 'version' });
    const { entrypoints } = app.get(SerializedGraph).toJSON();
    expect(entrypoints['DogsModule/DogsController']).toEqual([
      expect.objectContaining({
        metadata: expect.objectContaining({
          path: '/dogs',
          versions: ['1', 'neutral'],
          hosts: [':tenant.example.com'],
        }),
      }),
    ]);
  });

  it('can be serialized as JSON', async () => {
    const graph = await graphOf();
    expect(JSON.parse(graph.toString())).toEqual(JSON.parse(JSON.stringify(graph)));
    expect(graph.getNodeById('AppModule')?.label).toBe('AppModule');
  });

  it('distinguishes modules with the same name', async () => {
    const [First, Second] = [class Same {}, class Same {}];
    for (const module of [First, Second]) Module({})(module);
    const context = await NestFactory.createApplicationContext(
      { imports: [First, Second] },
      { logger: false, abortOnError: false },
    );
    expect(Object.keys(context.get(SerializedGraph).toJSON().nodes)).toEqual(
      expect.arrayContaining(['Same', 'Same#2', 'Same#2/Same']),
    );
  });

  it('is available with its inspector', async () => {
    const context = await NestFactory.createApplicationContext(AppModule, { logger: false, abortOnError: false });
    expect(context.get(GraphInspector)).toBeInstanceOf(GraphInspector);
  });
});

describe('PartialGraphHost', () => {
  it('keeps the graph of an application that failed to start', async () => {
    const Broken = {
      imports: [DataModule],
      providers: [{ provide: 'broken', useFactory: () => 1, inject: ['nothing'] }],
    };
    await NestFactory.createApplicationContext(Broken, { logger: false, abortOnError: false, snapshot: true }).catch(
      () => undefined,
    );
    expect(PartialGraphHost.toJSON()).toMatchObject({
      nodes: { DataModule: { label: 'DataModule' } },
      status: 'partial',
      metadata: { cause: { type: 'PORTICO_UNKNOWN_DEPENDENCY' } },
    });
    expect(PartialGraphHost.toString()).toContain('"partial"');
  });
});
