/** A request whose unparsed body is kept, as `rawBody: true` asks. */
export type RawBodyRequest<T> = T & { rawBody?: Buffer };
