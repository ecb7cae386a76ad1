/**
 * Whether any class of this process uses a file interceptor. Decorators run while modules are loaded, long before an
 * adapter starts, and the adapter registers the multipart plugin only if it is used. The interceptors themselves cannot
 * request it, because a testing module creates them before it has an adapter.
 */
let demanded = false;

export function demandMultipart(): void {
  demanded = true;
}

export function isMultipartDemanded(): boolean {
  return demanded;
}
