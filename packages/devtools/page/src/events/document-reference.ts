export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Resolves a `$ref` into the document. A broken or circular reference resolves to an empty object. */
export function follow(document: JsonObject, value: unknown): JsonObject {
  const seen = new Set<string>();
  let found = value;
  while (isObject(found) && typeof found['$ref'] === 'string') {
    const reference = found['$ref'];
    if (seen.has(reference)) return {};
    seen.add(reference);
    found = at(document, reference);
  }
  return isObject(found) ? found : {};
}

/** Returns the last part of a reference: `say` for `#/components/messages/say`. */
export function nameOf(value: unknown): string | undefined {
  const reference = isObject(value) ? value['$ref'] : undefined;
  return typeof reference === 'string' ? partsOf(reference).at(-1) : undefined;
}

function at(document: JsonObject, reference: string): unknown {
  let found: unknown = document;
  for (const part of partsOf(reference)) {
    if (Array.isArray(found)) found = found[Number(part)];
    else found = isObject(found) ? found[part] : undefined;
  }
  return found;
}

function partsOf(reference: string): string[] {
  return reference
    .replace(/^#\//, '')
    .split('/')
    .map((part) => decodeURIComponent(part.replaceAll('~1', '/').replaceAll('~0', '~')));
}

export function objectsOf(value: unknown): [string, unknown][] {
  return isObject(value) ? Object.entries(value) : [];
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function textAt(value: JsonObject, name: string): string | undefined {
  const found = value[name];
  return typeof found === 'string' && found !== '' ? found : undefined;
}

export function objectAt(value: JsonObject, name: string): JsonObject {
  const found = value[name];
  return isObject(found) ? found : {};
}
