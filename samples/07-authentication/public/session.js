/** Thrown if no user is logged in. */
export class NotLoggedIn extends Error {}

/** Logs in. The browser stores the cookies, which scripts cannot read. */
export function logIn(name, password) {
  return send('POST', '/session', { name, password });
}

/** Requests a new token while the session lasts. */
export function renewToken() {
  return send('POST', '/session/token');
}

export function logOut() {
  return send('DELETE', '/session');
}

async function send(method, path, body) {
  const response = await fetch(path, {
    method,
    ...(body && { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }),
  });
  if (response.status === 204) return undefined;
  const reply = await response.json();
  if (response.ok) return reply;
  const message = [reply.message].flat().join(' ');
  throw response.status === 401 ? new NotLoggedIn(message) : new Error(message);
}
