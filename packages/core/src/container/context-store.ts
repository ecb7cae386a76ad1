import { ContextInstances } from './context-instances.js';

/** What belongs to one context: its request, and the instances made for it so far. */
export class ContextStore {
  request: unknown = undefined;
  /** Whether the payload of a strategy was assigned to the request. */
  hasSharedPayload = false;
  readonly instances = new ContextInstances();
}
