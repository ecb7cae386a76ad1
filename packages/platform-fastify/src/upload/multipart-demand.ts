/**
 * Whether any class of this process uses a file interceptor. The decorators run while modules load, long before
 * an adapter starts, and the adapter registers the multipart plugin only when somebody wants it. The interceptors
 * themselves can't ask for it: a testing module makes them before it has an adapter.
 */
let demanded = false;

export function demandMultipart(): void {
  demanded = true;
}

export function isMultipartDemanded(): boolean {
  return demanded;
}
