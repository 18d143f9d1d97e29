import type { ComponentChildren, JSX, Ref } from 'preact';
import './button.css';
import { Icon } from './icon.tsx';
import type { IconName } from './icon-paths.ts';

type Look = 'primary' | 'plain' | 'quiet' | 'danger';

interface ButtonProps extends Omit<JSX.ButtonHTMLAttributes, 'icon' | 'size' | 'disabled' | 'class'> {
  children?: ComponentChildren;
  look?: Look;
  icon?: IconName | undefined;
  isSmall?: boolean;
  /** Works on what was asked: stays where it is and focusable, and takes no second press. */
  isBusy?: boolean;
  isDisabled?: boolean;
  buttonRef?: Ref<HTMLButtonElement>;
  class?: string;
}

export function Button(props: ButtonProps): JSX.Element {
  const {
    children,
    look = 'plain',
    icon,
    isSmall,
    isBusy,
    isDisabled,
    buttonRef,
    class: extra = '',
    onClick,
    ...rest
  } = props;
  const isOff = isBusy === true || isDisabled === true;
  return (
    <button
      type="button"
      {...rest}
      ref={buttonRef ?? null}
      class={`button button-${look} ${isSmall === true ? 'button-small' : ''} ${extra}`}
      aria-disabled={isOff ? 'true' : undefined}
      data-busy={isBusy === true ? '' : undefined}
      onClick={(event) => {
        if (isOff) event.preventDefault();
        else onClick?.(event);
      }}
    >
      {icon !== undefined && <Icon name={icon} />}
      {children !== undefined && <span>{children}</span>}
    </button>
  );
}

/** A button that shows a picture only; `label` is its name and its tooltip. */
export function IconButton(
  props: Omit<ButtonProps, 'children'> & { icon: IconName; label: string },
): JSX.Element {
  const { label, class: extra = '', ...rest } = props;
  return <Button look="quiet" {...rest} class={`icon-button ${extra}`} aria-label={label} title={label} />;
}

export function LinkButton(props: {
  href: string;
  children: ComponentChildren;
  look?: Look;
  icon?: IconName;
  isSmall?: boolean;
  isDownload?: boolean;
  isInNewTab?: boolean;
}): JSX.Element {
  const { href, children, look = 'plain', icon, isSmall, isDownload, isInNewTab } = props;
  return (
    <a
      href={href}
      class={`button button-${look} ${isSmall === true ? 'button-small' : ''}`}
      target={isInNewTab === true ? '_blank' : undefined}
      download={isDownload === true ? '' : undefined}
    >
      {icon !== undefined && <Icon name={icon} />}
      <span>{children}</span>
    </a>
  );
}
