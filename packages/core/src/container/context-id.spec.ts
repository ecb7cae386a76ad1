import { afterEach, describe, expect, it } from 'vitest';
import {
  ContextIdFactory,
  contextFor,
  contextStoreOf,
  createContextId,
  keepContextId,
  requestFor,
} from './context-id.js';

afterEach(() => ContextIdFactory.apply({ attach: () => undefined }));

describe('context ids', () => {
  it('are all different, and show nothing but their number', () => {
    expect(createContextId().id).not.toBe(createContextId().id);
    const contextId = ContextIdFactory.create();
    contextStoreOf(contextId).request = {};
    expect(Object.keys(contextId)).toEqual(['id']);
  });

  it('are found on the request, on a wrapped one, and where the caller says', () => {
    const request = {};
    const contextId = createContextId();
    keepContextId(request, contextId);
    expect(ContextIdFactory.getByRequest(request)).toBe(contextId);
    expect(ContextIdFactory.getByRequest({ raw: request })).toBe(contextId);
    expect(ContextIdFactory.getByRequest({ req: request }, ['req'])).toBe(contextId);
    expect(ContextIdFactory.getByRequest({ req: request })).not.toBe(contextId);
  });

  it('are new for a request that has none, which stays as it was', () => {
    const request = {};
    expect(ContextIdFactory.getByRequest(request)).not.toBe(ContextIdFactory.getByRequest(request));
    expect(Reflect.ownKeys(request)).toEqual([]);
  });

  it('get a parent for durable providers, and its payload as the request there', () => {
    const parent = createContextId();
    ContextIdFactory.apply({
      attach: (contextId, request: { tenant: string }) => ({
        resolve: ({ isTreeDurable }) => (isTreeDurable ? parent : contextId),
        payload: request.tenant,
      }),
    });
    const contextId = ContextIdFactory.getByRequest({ tenant: 'acme' });
    expect(contextFor(contextId, false)).toBe(contextId);
    expect(contextFor(contextId, true)).toBe(parent);
    expect(requestFor(contextId, true)).toBe('acme');
    expect(contextStoreOf(parent).request).toBe('acme');
  });
});
