// The index of the package also exports a helper for tests, which imports a validator that the page does not have.
import Form from '@rjsf/core/lib/components/Form.js';
import type { RJSFValidationError } from '@rjsf/utils';
import { Component, type ReactNode } from 'react';
import type { CatalogueEvent } from './catalogue.js';
import { draftOf, useDrafts, writeValue } from './drafts.js';
import { FORM_TEMPLATES } from './form-templates.js';
import { withTitle } from './message-schema.js';
import { schemaValidator } from './schema-validator.js';

/** The composer has the buttons that send. */
const NO_SUBMIT = { 'ui:submitButtonOptions': { norender: true } };

/** What is missing is marked in the form, and said below it: as an error it would stand at fields that are still to come. */
function withoutMissing(errors: RJSFValidationError[]): RJSFValidationError[] {
  return errors.filter(({ name }) => name !== 'required');
}

/** A form made from the schema of the event. */
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
        // Not on blur: a line that goes away while a button is being pressed moves the button, and the click is lost.
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

/** A schema that the library cannot make a form of takes nothing else of the page with it. */
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
