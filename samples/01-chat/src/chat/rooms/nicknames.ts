import { LIMITS } from '../limits.js';

/** Two nicknames with the same key look too much alike to be in one room. */
export function nicknameKey(nickname: string): string {
  return nickname
    .normalize('NFKC')
    .replace(/[\u200d\ufe0f]/g, '')
    .toLowerCase();
}

/** The first of `Ana-2`, `Ana-3`, … that is free and not too long. */
export function suggestNickname(wanted: string, isTaken: (nickname: string) => boolean): string {
  for (let number = 2; ; number++) {
    const ending = `-${number}`;
    const candidate = [...wanted].slice(0, LIMITS.nickname - ending.length).join('') + ending;
    if (!isTaken(candidate)) return candidate;
  }
}
