import { RouteParamtypes } from '@portico/common/internal';
import type { HandlerRecord } from '../../pipeline/handler-record.js';
import type { RouteNeeds } from '../route-registration.js';

const EVERYTHING: RouteNeeds = Object.freeze({ body: true, query: true, params: true });

/** Which parts of the request anything on the route can see. */
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

/** What all handlers of one registration need together. */
export function joinNeeds(needs: readonly RouteNeeds[]): RouteNeeds {
  return {
    body: needs.some(({ body }) => body),
    query: needs.some(({ query }) => query),
    params: needs.some(({ params }) => params),
  };
}

/** Whether something gets the request or the response itself into its hands before the reply. */
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
