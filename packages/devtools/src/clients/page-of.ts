const DEFAULT_LIMIT = 100;
const MAX_LIMIT = 500;

/** The part of a list that a request asks for. */
export interface PageRequest {
  readonly search: string;
  readonly offset: number;
  readonly limit: number;
}

/** Reads `search`, `offset` and `limit`. Numbers that are not valid are replaced by the defaults. */
export function readPageRequest(query: URLSearchParams): PageRequest {
  return {
    search: (query.get('search') ?? '').trim().toLowerCase(),
    offset: numberIn(query.get('offset'), 0, 0, Number.MAX_SAFE_INTEGER),
    limit: numberIn(query.get('limit'), DEFAULT_LIMIT, 1, MAX_LIMIT),
  };
}

function numberIn(text: string | null, otherwise: number, least: number, most: number): number {
  if (text === null || !/^\d{1,15}$/.test(text)) return otherwise;
  return Math.min(most, Math.max(least, Number(text)));
}
