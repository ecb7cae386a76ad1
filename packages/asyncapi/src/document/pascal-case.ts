/** Joins words into the name of a type, as programs that generate code write it: `sign-in` and `body` are `SignInBody`. */
export function pascalCase(...words: readonly string[]): string {
  return words
    .flatMap((word) => word.split(/[^\p{L}\p{N}]+/u))
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}
