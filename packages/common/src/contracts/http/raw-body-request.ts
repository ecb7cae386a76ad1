/** A request with its unparsed body, with the option `rawBody: true`. */
export type RawBodyRequest<T> = T & { rawBody?: Buffer };
