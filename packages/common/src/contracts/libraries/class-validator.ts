/** Options of `class-validator`; see its documentation. */
export interface ValidatorOptions {
  enableDebugMessages?: boolean;
  skipUndefinedProperties?: boolean;
  skipNullProperties?: boolean;
  skipMissingProperties?: boolean;
  whitelist?: boolean;
  forbidNonWhitelisted?: boolean;
  forbidUnknownValues?: boolean;
  groups?: string[];
  always?: boolean;
  strictGroups?: boolean;
  dismissDefaultMessages?: boolean;
  validationError?: { target?: boolean; value?: boolean };
  stopAtFirstError?: boolean;
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
