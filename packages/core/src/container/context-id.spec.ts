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
  it('are unique, and show only their number', () => {
    expect(createContextId().id).not.toBe(createContextId().id);
    const contextId = ContextIdFactory.create();
    contextStoreOf(contextId).request = {};
    expect(Object.keys(contextId)).toEqual(['id']);
  });

  it('are found on the request, on a wrapped one, and under given keys', () => {
    const request = {};
    const contextId = createContextId();
    keepContextId(request, contextId);
    expect(ContextIdFactory.getByRequest(request)).toBe(contextId);
    expect(ContextIdFactory.getByRequest({ raw: request })).toBe(contextId);
    expect(ContextIdFactory.getByRequest({ req: request }, ['req'])).toBe(contextId);
    expect(ContextIdFactory.getByRequest({ req: request })).not.toBe(contextId);
  });

  it('are created for a request without one, which is not changed', () => {
    const request = {};
    expect(ContextIdFactory.getByRequest(request)).not.toBe(ContextIdFactory.getByRequest(request));
    expect(Reflect.ownKeys(request)).toEqual([]);
  });

  it('have a parent for durable providers, with its payload as the request', () => {
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
