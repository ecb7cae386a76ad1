/** A question of a client, with an `id` that its answer also has. */
export interface Question {
  readonly id: number;
}

/** The answer to the question with the same `id`. */
export interface Answer<T> {
  readonly event: 'answer';
  readonly data: { readonly id: number | undefined; readonly value: T };
}

/** Returns the `id` of a question; `undefined` if the data is not a question. */
export function questionId(data: unknown): number | undefined {
  const id = (data as Partial<Question> | null | undefined)?.id;
  return typeof id === 'number' ? id : undefined;
}
