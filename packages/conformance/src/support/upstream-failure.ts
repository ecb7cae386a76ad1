/** An error like those of HTTP clients, with the failed request and its status, which must not become the status of the reply. */
export function upstreamFailure(): Error {
  const config = { headers: { authorization: 'Bearer secret' } };
  return Object.assign(new Error('secret message'), {
    config,
    status: 404,
    statusCode: 404,
    toJSON: () => ({ config }),
  });
}

export function throwUpstreamFailure(): never {
  throw upstreamFailure();
}
