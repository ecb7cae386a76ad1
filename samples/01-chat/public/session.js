// What the page remembers: a secret for its place in the room, the last nickname, the room of the address.

/** Known to this tab and the server only; gives a lost place back. */
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

// crypto.randomUUID exists on https and localhost only; a phone in the same network has neither.
export function uuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
