/** Collects what the parts of an application receive and do, in order. One request at a time. */
export class Probe {
  private entries: string[] = [];
  private errors: string[] = [];

  /** A step, with what it received. */
  add(step: string, seen?: unknown): void {
    this.entries.push(seen === undefined ? step : `${step} ${show(seen)}`);
  }

  /** A call of the application's logger at error level. */
  addError(message: unknown): void {
    this.errors.push(message instanceof Error ? `${message.name}: ${message.message}` : show(message));
  }

  /** What has been collected since the last call. */
  take(): { trace: string[]; log: string[] } {
    const taken = { trace: this.entries, log: this.errors };
    this.entries = [];
    this.errors = [];
    return taken;
  }
}

/** The printed form of a value, with a mark for what cannot be serialized as JSON. */
export function show(value: unknown): string {
  if (value === undefined) return 'undefined';
  if (typeof value === 'function') return `function ${value.name}`;
  try {
    return JSON.stringify(value, replace) ?? String(value);
  } catch {
    return 'not serializable';
  }
}

function replace(_key: string, value: unknown): unknown {
  if (value === undefined) return '(undefined)';
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  return isUploaded(value) ? inOrder(value) : value;
}

/** Whether a value is an uploaded file: libraries set its fields in different orders. */
function isUploaded(value: unknown): value is object {
  return typeof value === 'object' && value !== null && 'fieldname' in value && 'originalname' in value;
}

function inOrder(value: object): object {
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** The part of a request that every step can see. */
export function seen(request: any): Record<string, unknown> {
  const { params, query, body } = request;
  return { url: request.originalUrl ?? request.url, params, query, body };
}
