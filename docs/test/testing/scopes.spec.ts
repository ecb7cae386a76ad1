import 'reflect-metadata';
import { Inject, Injectable, Scope } from '@portico/common';
import { ContextIdFactory, REQUEST } from '@portico/core';
import { Test } from '@portico/testing';
import { expect, it } from 'vitest';

@Injectable({ scope: Scope.REQUEST })
class Visitor {
  constructor(@Inject(REQUEST) readonly request: { name: string }) {}
}

// #region scopes
it('injects the request of a context', async () => {
  const module = await Test.createTestingModule({ providers: [Visitor] }).compile();
  const contextId = ContextIdFactory.create();
  module.registerRequestByContextId({ name: 'Ada' }, contextId);

  const visitor = await module.resolve(Visitor, contextId);
  expect(visitor.request.name).toBe('Ada');
  expect(await module.resolve(Visitor, contextId)).toBe(visitor); // the same context, the same instance
});
// #endregion
