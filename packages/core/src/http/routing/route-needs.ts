import { RouteParamtypes } from '@portico/common/internal';
import type { HandlerRecord } from '../../pipeline/handler-record.js';
import type { RouteNeeds } from '../route-registration.js';

const EVERYTHING: RouteNeeds = Object.freeze({ body: true, query: true, params: true });

/** Returns the parts of the request that any stage of the route can read. */
export function needsOf(record: HandlerRecord): RouteNeeds {
  if (showsCall(record) || record.filters.length > 0) return EVERYTHING;
  const sources = new Set(record.parameters.map(({ source }) => source));
  return {
    body:
      sources.has(RouteParamtypes.BODY) ||
      sources.has(RouteParamtypes.RAW_BODY) ||
      sources.has(RouteParamtypes.FILE) ||
      sources.has(RouteParamtypes.FILES),
    query: sources.has(RouteParamtypes.QUERY),
    params: sources.has(RouteParamtypes.PARAM),
  };
}

/** Combines the needs of all handlers of one registration. */
export function joinNeeds(needs: readonly RouteNeeds[]): RouteNeeds {
  return {
    body: needs.some(({ body }) => body),
    query: needs.some(({ query }) => query),
    params: needs.some(({ params }) => params),
  };
}

/** Returns whether any stage can access the request or the response itself before the reply. */
export function showsCall(record: HandlerRecord): boolean {
  return record.parameters.length === 0 && record.method.length > 0
    ? true
    : record.guards.length > 0 ||
        record.interceptors.length > 0 ||
        record.instance.contextual ||
        record.parameters.some(
          ({ source, pipes }) =>
            typeof source === 'function' ||
            source === RouteParamtypes.REQUEST ||
            source === RouteParamtypes.RESPONSE ||
            source === RouteParamtypes.NEXT ||
            pipes.some(({ contextual }) => contextual),
        );
}
