import { ADMIN_PATH } from '../local-path.js';

/** In the place of a page that cannot be given: why, and the way back. */
export const ProblemPage = ({ text, back }: { readonly text: string; readonly back: string }) => (
  <>
    <p class="bad">{text}</p>
    <p>
      <a href={ADMIN_PATH}>{back}</a>
    </p>
  </>
);
