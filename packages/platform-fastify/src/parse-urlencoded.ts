import { BadRequestException, stripProtoKeys } from '@portico/common';
import { DEEPEST_NESTING } from './field-names.js';
import { countParameters } from './query-string.js';

/** An index up to this one is always that of a list, as on Express; larger ones only if the form has as many fields. */
const LIST_LENGTH = 100;

/** With the first form: most applications have none, and qs has 48 files. */
const load = () => import('qs');
let loading: ReturnType<typeof load> | undefined;

/**
 * Parses an urlencoded form as Express does: `a` twice is a list, `a[b]` nests, `a[0]` is an element of a list, and
 * `a[]` adds to a list. The objects have no prototype, so that every name is an ordinary key.
 *
 * @param text the body
 * @param latin1 whether `%E4` is a character of ISO 8859-1, and not a byte of UTF-8
 * @throws BadRequestException if a name nests too deeply
 */
export async function parseUrlencoded(text: string, latin1 = false): Promise<object> {
  loading ??= load();
  const { default: qs } = await loading;
  const form = parse(qs, text, latin1);
  stripProtoKeys(form);
  return form;
}

function parse(qs: typeof import('qs'), text: string, latin1: boolean): object {
  try {
    return qs.parse(text, {
      plainObjects: true,
      depth: DEEPEST_NESTING,
      strictDepth: true,
      arrayLimit: Math.max(LIST_LENGTH, countParameters(text)),
      // The caller has counted them.
      parameterLimit: Number.POSITIVE_INFINITY,
      charset: latin1 ? 'iso-8859-1' : 'utf-8',
    });
  } catch (error) {
    if (error instanceof RangeError) throw new BadRequestException('The input exceeded the depth', { cause: error });
    throw error;
  }
}
