// Stored values: the secret of the session, the last nickname, and the room in the address.

/** Known only to this tab and the server. With it, the tab returns to its room after a reconnection. */
export function sessionSecret() {
  let secret = sessionStorage.getItem('session');
  if (!secret) {
    secret = uuid();
    sessionStorage.setItem('session', secret);
  }
  return secret;
}

export const lastNickname = () => localStorage.getItem('nickname') ?? '';
export const rememberNickname = (nickname) => localStorage.setItem('nickname', nickname);

export function roomOfAddress() {
  try {
    return decodeURIComponent(location.hash.slice(1));
  } catch {
    return '';
  }
}

export function setRoomOfAddress(room) {
  history.replaceState(null, '', room ? `#${encodeURIComponent(room)}` : location.pathname);
}

// crypto.randomUUID() exists only on https and localhost, which other devices in the network do not use.
export function uuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
