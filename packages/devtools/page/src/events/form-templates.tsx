import type { FormProps } from '@rjsf/core/lib/components/Form.js';
import type { IconButtonProps } from '@rjsf/utils';
import type { ReactNode } from 'react';
import { Icon, type IconName } from '../parts/icon.js';

function iconButton(label: string, name: IconName): (props: IconButtonProps) => ReactNode {
  return function FormIconButton({ onClick, disabled, id, className = '' }: IconButtonProps): ReactNode {
    return (
      <button
        type="button"
        id={id}
        className={`icon-button ${className}`}
        aria-label={label}
        title={label}
        disabled={disabled}
        onClick={onClick}
      >
        <Icon name={name} />
      </button>
    );
  };
}

function AddButton({ onClick, disabled, id }: IconButtonProps): ReactNode {
  return (
    <button type="button" id={id} className="button button-quiet" disabled={disabled} onClick={onClick}>
      <Icon name="plus" />
      Add
    </button>
  );
}

/** Buttons that look like those of the page. The other parts are those of the library, styled by `styles/form.css`. */
export const FORM_TEMPLATES: NonNullable<FormProps['templates']> = {
  ButtonTemplates: {
    AddButton,
    CopyButton: iconButton('Copy', 'copy'),
    MoveDownButton: iconButton('Move down', 'down'),
    MoveUpButton: iconButton('Move up', 'up'),
    RemoveButton: iconButton('Remove', 'trash'),
    ClearButton: iconButton('Clear', 'close'),
  },
};
