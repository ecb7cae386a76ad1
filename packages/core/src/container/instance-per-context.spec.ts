import { Inject, Injectable, Scope } from '@portico/common';
import { describe, expect, it } from 'vitest';
import { NestFactory } from '../application/factory.js';
import { DiscoveryModule } from '../discovery/discovery-module.js';
import { DiscoveryService } from '../discovery/discovery-service.js';
import { ContextIdFactory, STATIC_CONTEXT } from './context-id.js';

@Injectable()
class Single {
  readonly made = true;
}

@Injectable({ scope: Scope.REQUEST })
class PerRequest {
  readonly made = true;
}

@Injectable()
class BelowRequest {
  constructor(@Inject(PerRequest) readonly request: PerRequest) {}
}

@Injectable({ scope: Scope.TRANSIENT })
class Transient {
  readonly made = true;
}

const slow = { finish: (_value: string): void => undefined };

async function setUp() {
  const context = await NestFactory.createApplicationContext(
    {
      imports: [DiscoveryModule],
      providers: [
        Single,
        PerRequest,
        BelowRequest,
        Transient,
        { provide: 'alias', useExisting: Single },
        { provide: 'request alias', useExisting: PerRequest },
        { provide: 'made', useFactory: async () => new Single() },
        {
          provide: 'slow',
          scope: Scope.REQUEST,
          useFactory: () => new Promise<string>((resolve) => Object.assign(slow, { finish: resolve })),
        },
      ],
    },
    { logger: false, abortOnError: false },
  );
  const records = context.get(DiscoveryService).getProviders();
  return {
    context,
    record: (name: string) => {
      const found = records.find((each) => each.name === name);
      if (!found) throw new Error(`There is no ${name}`);
      return found;
    },
  };
}

describe('getInstanceByContextId()', () => {
  it('returns singletons in all contexts', async () => {
    const { context, record } = await setUp();
    for (const contextId of [undefined, STATIC_CONTEXT, ContextIdFactory.create()]) {
      expect(record('Single').getInstanceByContextId(contextId)).toEqual({
        instance: context.get(Single),
        isResolved: true,
      });
      expect(record('alias').getInstanceByContextId(contextId).instance).toBe(context.get(Single));
      expect(record('made').getInstanceByContextId(contextId)).toEqual({
        instance: context.get('made'),
        isResolved: true,
      });
    }
  });

  it('returns instances of a request without creating any', async () => {
    const { context, record } = await setUp();
    const contextId = ContextIdFactory.create();
    const standIn = { instance: Object.create(PerRequest.prototype), isResolved: false };
    expect(record('PerRequest').getInstanceByContextId(contextId)).toEqual(standIn);
    const below = await context.resolve(BelowRequest, contextId);
    expect(record('BelowRequest').getInstanceByContextId(contextId)).toEqual({ instance: below, isResolved: true });
    for (const name of ['PerRequest', 'request alias']) {
      expect(record(name).getInstanceByContextId(contextId)).toEqual({ instance: below.request, isResolved: true });
    }
    for (const other of [STATIC_CONTEXT, ContextIdFactory.create()]) {
      expect(record('PerRequest').getInstanceByContextId(other)).toEqual(standIn);
    }
  });

  it('returns nothing while an asynchronous factory runs', async () => {
    const { context, record } = await setUp();
    const contextId = ContextIdFactory.create();
    const made = context.resolve<string>('slow', contextId);
    expect(record('slow').getInstanceByContextId(contextId)).toEqual({ instance: undefined, isResolved: false });
    slow.finish('finished');
    await made;
    expect(record('slow').getInstanceByContextId(contextId)).toEqual({ instance: 'finished', isResolved: true });
  });

  it('returns an object with the prototype of the class for transient providers', async () => {
    const { record } = await setUp();
    const { instance, isResolved } = record('Transient').getInstanceByContextId(STATIC_CONTEXT);
    expect([instance instanceof Transient, isResolved]).toEqual([true, false]);
  });
});
