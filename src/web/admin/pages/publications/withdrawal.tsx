import type { PublicationDescription } from '../../../../administration/publications.js';
import { CsrfField, ErrorSummary, TextField } from '../../parts/form.js';
import type { SignedInRequest } from '../../route.js';
import { PUBLICATIONS_WORDS } from '../../words/publications.js';
import { publicationPath } from './paths.js';

interface WithdrawalProps {
  readonly request: SignedInRequest;
  readonly description: PublicationDescription;
  readonly reason: string;
  readonly trouble?: 'noReason' | 'movedOn';
}

/** Asks once, and says which records become deleted ones and what harvesters will do. */
export const Withdrawal = ({ request, description, reason, trouble }: WithdrawalProps) => {
  const words = PUBLICATIONS_WORDS[request.language];
  const { publication, items, revision } = description;
  const live = items
    .map((item) => ({ ...item, records: item.records.filter(({ deleted }) => !deleted) }))
    .filter(({ records }) => records.length > 0);
  const path = publicationPath(publication.id);
  const error = trouble === 'noReason' ? words.reasonMissing : undefined;
  return (
    <>
      {trouble === 'movedOn' && (
        <p class="bad" role="alert" tabIndex={-1}>
          {words.movedOn}
        </p>
      )}
      <ErrorSummary title={words.problems} errors={error === undefined ? [] : [{ message: error, field: 'reason' }]} />
      <p lang="">{publication.titles[0]?.text}</p>
      {live.length > 0 ? (
        <div class="warn">
          <p>
            {words.withdrawWhat(
              live.length,
              live.reduce((count, { records }) => count + records.length, 0),
            )}
          </p>
          <ul>
            {live.map(({ identifier, records }) => (
              <li>
                <code>{identifier}</code> ({records.map(({ metadataPrefix }) => metadataPrefix).join(', ')})
              </li>
            ))}
          </ul>
          <p>{words.withdrawForEver}</p>
        </div>
      ) : (
        <p class="note">{publication.withdrawn ? words.withdrawnAlready : words.withdrawNothing}</p>
      )}
      <p>{words.withdrawKept}</p>
      <form method="post" action={`${path}/withdraw`} class="narrow">
        <CsrfField request={request} />
        <input type="hidden" name="sawRevision" value={String(revision)} />
        <TextField id="reason" name="reason" label={words.reason} hint={words.reasonHint} error={error} value={reason} required />
        <p class="actions">
          <button class="danger">{words.withdrawNow}</button>
          <a href={path}>{words.cancel}</a>
        </p>
      </form>
    </>
  );
};
