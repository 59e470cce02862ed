import type { ComponentChildren } from 'preact';

/** In the place of a list that has nothing: why, and what to do. */
export const Empty = ({ children }: { readonly children: ComponentChildren }) => <div class="empty">{children}</div>;

/** A table that may be wider than the screen: it scrolls by itself, also from the keyboard. */
export const Scroll = ({ label, children }: { readonly label: string; readonly children: ComponentChildren }) => (
  <div class="scroll" role="region" aria-label={label} tabIndex={0}>
    {children}
  </div>
);

/** A sentence of the core, which speaks English. */
export const Core = ({ children }: { readonly children: ComponentChildren }) => <span lang="en">{children}</span>;
