import { LIMITS } from '../limits.js';

/** Nicknames with the same key look too similar to be in the same room. */
export function nicknameKey(nickname: string): string {
  return nickname
    .normalize('NFKC')
    .replace(/[\u200d\ufe0f]/g, '')
    .toLowerCase();
}

/** Returns the first of `Ana-2`, `Ana-3`, … that is free, within the maximum length. */
export function suggestNickname(wanted: string, isTaken: (nickname: string) => boolean): string {
  for (let number = 2; ; number++) {
    const ending = `-${number}`;
    const candidate = [...wanted].slice(0, LIMITS.nickname - ending.length).join('') + ending;
    if (!isTaken(candidate)) return candidate;
  }
}
