/** The part of the result of `defineMessages()` of `@portico/websockets` that is needed here. */
export interface DefinedMessages {
  readonly '~messages': { readonly messages: object; readonly events: object };
}

/** The input type of a schema, or the properties of a class: the type of a value as it is sent. */
type Sent<S> = S extends { readonly '~standard': { readonly types?: infer Types } }
  ? NonNullable<Types> extends { readonly input: infer Input }
    ? Input
    : unknown
  : S extends Constructor<infer Instance>
    ? Instance
    : unknown;

type Constructor<Instance> = abstract new (...args: never[]) => Instance;

type SentPart<Shape, Part extends string> = Shape extends { readonly [P in Part]: infer S }
  ? { readonly [P in Part]: Sent<S> }
  : unknown;

/**
 * The contract of messages that are defined as a value.
 *
 * @example const client: Client<ContractOf<typeof chat>> = createClient(chat, 'wss://example.org');
 */
export interface ContractOf<C extends DefinedMessages> {
  readonly messages: {
    readonly [N in keyof C['~messages']['messages']]: SentPart<C['~messages']['messages'][N], 'body'> &
      SentPart<C['~messages']['messages'][N], 'reply'> &
      SentPart<C['~messages']['messages'][N], 'stream'>;
  };
  readonly events: { readonly [E in keyof C['~messages']['events']]: Sent<C['~messages']['events'][E]> };
}
