/** What a client asks: its data, and an `id` by which it recognises the answer. */
export interface Question {
  readonly id: number;
}

/** The answer to the question with that `id`. */
export interface Answer<T> {
  readonly event: 'answer';
  readonly data: { readonly id: number | undefined; readonly value: T };
}

/** The `id` of a question; `undefined` for data that is none. */
export function questionId(data: unknown): number | undefined {
  const id = (data as Partial<Question> | null | undefined)?.id;
  return typeof id === 'number' ? id : undefined;
}
