import { Component, createElement, type ComponentType, type VNode } from 'preact';

/** Draws again only when `isSame` finds a difference: a list of hundreds of rows must not be drawn anew for one of them. */
export function memo<Props extends object>(
  inner: ComponentType<Props>,
  isSame: (before: Props, after: Props) => boolean,
): ComponentType<Props> {
  return class extends Component<Props> {
    override shouldComponentUpdate(next: Props): boolean {
      return !isSame(this.props, next);
    }

    override render(): VNode<Props> {
      return createElement(inner, this.props);
    }
  };
}
