/**
 * Whether an origin, as browsers send it, is that of a host. The host may contain the default port, which origins omit. The
 * scheme is not compared, because a server behind a proxy that terminates TLS does not know it.
 *
 * @param host the `Host` header, or `:authority` of HTTP/2
 */
export function isOriginOfHost(origin: string, host: string | undefined): boolean {
  if (host === undefined || !URL.canParse(origin)) return false;
  const page = new URL(origin);
  const own = `${page.protocol}//${host}`;
  return page.host !== '' && URL.canParse(own) && page.host === new URL(own).host;
}
