/** Options of `class-validator`; see its documentation. */
export interface ValidatorOptions {
  enableDebugMessages?: boolean | undefined;
  skipUndefinedProperties?: boolean | undefined;
  skipNullProperties?: boolean | undefined;
  skipMissingProperties?: boolean | undefined;
  whitelist?: boolean | undefined;
  forbidNonWhitelisted?: boolean | undefined;
  forbidUnknownValues?: boolean | undefined;
  groups?: string[] | undefined;
  always?: boolean | undefined;
  strictGroups?: boolean | undefined;
  dismissDefaultMessages?: boolean | undefined;
  validationError?: { target?: boolean | undefined; value?: boolean | undefined } | undefined;
  stopAtFirstError?: boolean | undefined;
}

/** A validation error of `class-validator` for one property. */
export interface ValidationError {
  /** The object that was validated. */
  target?: Record<string, any>;
  property: string;
  value?: any;
  /** The rules that failed, each with its message. */
  constraints?: { [type: string]: string };
  /** Errors inside a nested object. */
  children?: ValidationError[];
  contexts?: { [type: string]: any };
}

/** The format of validation errors in the response: a list of messages, or messages by property. */
export type ValidationErrorFormat = 'list' | 'grouped';

/** The functions of `class-validator` that are used. Another package can provide them. */
export interface ValidatorPackage {
  validate(object: unknown, validatorOptions?: ValidatorOptions): ValidationError[] | Promise<ValidationError[]>;
}
