// The index of the package also exports a test helper, which imports a validator that is not installed.
import Form from '@rjsf/core/lib/components/Form.js';
import type { RJSFValidationError } from '@rjsf/utils';
import { Component, type ReactNode } from 'react';
import type { CatalogueEvent } from './catalogue.js';
import { draftOf, useDrafts, writeValue } from './drafts.js';
import { FORM_TEMPLATES } from './form-templates.js';
import { withTitle } from './message-schema.js';
import { schemaValidator } from './schema-validator.js';

/** The composer has its own buttons for sending. */
const NO_SUBMIT = { 'ui:submitButtonOptions': { norender: true } };

/** Removes errors about missing values. The form marks required fields, and errors would show at fields not yet reached. */
function withoutMissing(errors: RJSFValidationError[]): RJSFValidationError[] {
  return errors.filter(({ name }) => name !== 'required');
}

/** Edits the data with a form made from the schema of the event. */
export function PayloadForm({ event }: { readonly event: CatalogueEvent }): ReactNode {
  const draft = useDrafts((state) => draftOf(state, event));
  if (!event.payload) return null;
  if (draft.problem !== undefined) {
    return <p className="notice notice-warning">The JSON is not valid, so the form cannot show it: {draft.problem}</p>;
  }
  return (
    <FormBoundary>
      <Form
        className="payload-form"
        schema={withTitle(event.payload)}
        formData={draft.value}
        validator={schemaValidator}
        templates={FORM_TEMPLATES}
        idPrefix="payload"
        tagName="div"
        noHtml5Validate
        showErrorList={false}
        // Not on blur: if an error disappears while the user presses a button, the button moves and the click is lost.
        liveValidate="onChange"
        transformErrors={withoutMissing}
        uiSchema={NO_SUBMIT}
        onChange={({ formData }) => writeValue(event, formData)}
      />
    </FormBoundary>
  );
}

interface FormBoundaryState {
  readonly failure: string | undefined;
}

/** Catches errors of the library for schemas that it does not support, so that the rest of the page still works. */
class FormBoundary extends Component<{ readonly children: ReactNode }, FormBoundaryState> {
  override state: FormBoundaryState = { failure: undefined };

  static getDerivedStateFromError(error: unknown): FormBoundaryState {
    return { failure: error instanceof Error ? error.message : String(error) };
  }

  override render(): ReactNode {
    if (this.state.failure === undefined) return this.props.children;
    return (
      <p className="notice notice-warning">
        No form can be made of this schema ({this.state.failure}). Write the data as JSON instead.
      </p>
    );
  }
}
