import type { JsonSchema } from '../json-schema.js';

/** The schema of the data of the event `exception`, and of the error of a request. */
export const EXCEPTION_SCHEMA: JsonSchema = {
  title: 'Exception',
  description: 'Why a message failed. Exception filters of the application can send something else.',
  type: 'object',
  properties: {
    status: { const: 'error' },
    message: { type: 'string' },
    issues: {
      description: 'What is wrong with the body of the message, if that is the reason.',
      type: 'array',
      items: {
        type: 'object',
        properties: {
          path: { type: 'array', items: { type: ['string', 'integer'] } },
          message: { type: 'string' },
        },
        required: ['path', 'message'],
      },
    },
    cause: {
      description: 'The message that failed.',
      type: 'object',
      properties: { pattern: {}, data: {} },
    },
  },
};
