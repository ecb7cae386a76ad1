import type { ExecutionContext } from '@portico/common';

/** Who calls: a header of the HTTP request, or the query that the client connected with. */
export function callerOf(context: ExecutionContext): string {
  if (context.getType() === 'ws') {
    const client = context.switchToWs().getClient<{ handshake: { query: { role?: string } } }>();
    return client.handshake.query.role ?? 'guest';
  }
  const request = context.switchToHttp().getRequest<{ headers: Record<string, string | undefined> }>();
  return request.headers['x-role'] ?? 'guest';
}
