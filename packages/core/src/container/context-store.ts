import { ContextInstances } from './context-instances.js';

/** What belongs to one context: its request, and the instances made for it so far. */
export class ContextStore {
  request: unknown = undefined;
  readonly instances = new ContextInstances();
}
