import { createSchemaUtils } from '@rjsf/utils';
import { create } from 'zustand';
import { textOf } from '../parts/json-view.js';
import type { CatalogueEvent } from './catalogue.js';
import { takesNothing } from './message-schema.js';
import { schemaValidator } from './schema-validator.js';

/** The data that the user has written for one event. If the text is not valid JSON, there is a problem and no value. */
export interface Draft {
  readonly text: string;
  readonly value: unknown;
  readonly problem: string | undefined;
}

interface DraftState {
  readonly drafts: Readonly<Record<string, Draft>>;
}

export const useDrafts = create<DraftState>(() => ({ drafts: {} }));

export function draftOf(state: DraftState, event: CatalogueEvent): Draft {
  return state.drafts[event.key] ?? firstDraft(event);
}

export function writeValue(event: CatalogueEvent, value: unknown): void {
  write(event, fromValue(value));
}

export function writeText(event: CatalogueEvent, text: string): void {
  write(event, fromText(text));
}

function write({ key }: CatalogueEvent, draft: Draft): void {
  useDrafts.setState(({ drafts }) => ({ drafts: { ...drafts, [key]: draft } }));
}

function fromValue(value: unknown): Draft {
  return { value, text: value === undefined ? '' : textOf(value), problem: undefined };
}

export function fromText(text: string): Draft {
  if (text.trim() === '') return { text, value: undefined, problem: undefined };
  try {
    return { text, value: JSON.parse(text), problem: undefined };
  } catch (error) {
    return { text, value: undefined, problem: error instanceof Error ? error.message : String(error) };
  }
}

const first = new WeakMap<CatalogueEvent, Draft>();

/** Begins with the first example, or with the defaults of the schema. */
function firstDraft(event: CatalogueEvent): Draft {
  const known = first.get(event);
  if (known) return known;
  const draft = fromValue(event.examples.length > 0 ? event.examples[0]?.payload : defaultsOf(event));
  first.set(event, draft);
  return draft;
}

function defaultsOf({ payload }: CatalogueEvent): unknown {
  if (!payload || takesNothing(payload)) return undefined;
  try {
    return createSchemaUtils(schemaValidator, payload).getDefaultFormState(payload, undefined);
  } catch {
    // The library does not support the schema. The data can still be written as JSON.
    return undefined;
  }
}
