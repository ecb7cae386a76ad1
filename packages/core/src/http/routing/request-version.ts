import { type VersioningOptions, VersioningType } from '@portico/common';
import { isObject } from '@portico/common/internal';

/** Reads the requested version, or the requested versions in order of preference. */
export type VersionReader = (request: unknown) => string | readonly string[] | undefined;

/** Chosen once at start-up. URI versions are part of the path and need no reader. */
export function versionReaderOf(options: VersioningOptions): VersionReader | undefined {
  switch (options.type) {
    case VersioningType.HEADER: {
      const name = options.header.toLowerCase();
      return (request) => headerOf(request, name)?.trim();
    }
    case VersioningType.MEDIA_TYPE: {
      const key = options.key;
      return (request) => mediaTypeVersion(headerOf(request, 'accept'), key);
    }
    case VersioningType.CUSTOM:
      return options.extractor;
    default:
      return undefined;
  }
}

function headerOf(request: unknown, name: string): string | undefined {
  const value = isObject(request) && isObject(request.headers) ? request.headers[name] : undefined;
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return typeof first === 'string' ? first : undefined;
}

/** Reads the version in a media type: `application/json;v=2` with the key `v=` gives `2`. */
function mediaTypeVersion(accept: string | undefined, key: string): string | undefined {
  if (accept === undefined) return undefined;
  for (const part of accept.split(/[;,]/)) {
    const parameter = part.trim();
    if (parameter.startsWith(key)) return parameter.slice(key.length).trim();
  }
  return undefined;
}
