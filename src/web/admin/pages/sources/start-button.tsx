import { may, type Person } from '../../../../accounts/person.js';
import type { SourceDescription } from '../../../../administration/sources.js';
import type { Language } from '../../language.js';
import { ActForm } from '../../parts/form.js';
import { SOURCES_WORDS } from '../../words/sources.js';
import { sourcePath } from '../runs/run-paths.js';

/** The usual harvest by one press: of a source that nobody has harvested yet a dry run, as nobody knows what it would bring. */
export const StartButton = ({
  request,
  source,
  language,
}: {
  readonly request: { readonly csrf: string; readonly person: Person };
  readonly source: SourceDescription;
  readonly language: Language;
}) => {
  if (!may(request.person, 'harvest') || source.runningRun !== undefined) return null;
  const words = SOURCES_WORDS[language];
  const isFirst = source.lastSuccess === undefined;
  return (
    <ActForm
      request={request}
      action={sourcePath(source.id, '/runs')}
      label={isFirst ? words.dryRunNow : words.runNow}
      fields={{ mode: 'incremental', ...(isFirst && { dryRun: 'yes' }) }}
    />
  );
};
