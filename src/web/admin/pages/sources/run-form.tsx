import type { SourceDescription } from '../../../../administration/sources.js';
import { Core } from '../../parts/empty.js';
import { CheckField, CsrfField, ErrorSummary, TextField } from '../../parts/form.js';
import type { SignedInRequest } from '../../route.js';
import { RUN_FORM_WORDS, type RunFormFault, type RunFormWords } from '../../words/run-form.js';
import { runPath, sourcePath } from '../runs/run-paths.js';
import { RUN_MODES, type TypedRun } from './read-run-form.js';

/** Why a harvest was not started. */
export type StartFault =
  | { readonly kind: 'invalid'; readonly faults: readonly RunFormFault[] }
  | { readonly kind: 'busy'; readonly runningRunId: string }
  /** English sentences of the core. */
  | { readonly kind: 'refused'; readonly reasons: readonly string[] };

interface RunFormProps {
  readonly request: SignedInRequest;
  readonly source: SourceDescription;
  readonly typed: TypedRun;
  readonly fault?: StartFault;
}

const FIELD_OF: Readonly<Record<RunFormFault, string>> = {
  noMode: 'mode-incremental',
  noSpan: 'from',
  oddFrom: 'from',
  oddUntil: 'until',
  reversed: 'until',
  future: 'from',
  spanElsewhere: 'from',
  noRecords: 'ids',
  recordsElsewhere: 'ids',
  manyRecords: 'ids',
  oddLimit: 'limit',
  longReason: 'reason',
};

/** Nothing typed yet: the usual harvest, and a dry one of a source of which nobody knows what it brings. */
export const freshRun = ({ lastSuccess }: SourceDescription): TypedRun => ({
  ...{ mode: 'incremental', from: '', until: '', ids: '', limit: '', reason: '' },
  ...{ dryRun: lastSuccess === undefined, approveLargeChange: false },
});

export const RunForm = ({ request, source, typed, fault }: RunFormProps) => {
  const words = RUN_FORM_WORDS[request.language];
  const errorOf = (field: string): string | undefined => {
    const found = fault?.kind === 'invalid' ? fault.faults.find((each) => FIELD_OF[each] === field) : undefined;
    return found && words.faults[found];
  };
  const isSnapshot = source.protocol !== 'oai-pmh';
  const text = (name: 'from' | 'until' | 'limit' | 'reason') => ({
    id: name,
    name,
    label: words[name],
    value: typed[name],
    error: errorOf(name),
  });
  const isOpen =
    typed.mode === 'range' || typed.mode === 'records' || typed.limit !== '' || typed.approveLargeChange || fault?.kind === 'invalid';
  return (
    <form method="post" action={sourcePath(source.id, '/runs')} class="narrow">
      <CsrfField request={request} />
      <fieldset>
        <legend>{words.mode}</legend>
        {RUN_MODES.filter((mode) => mode !== 'range' || !isSnapshot).map((mode) => (
          <div class="field check">
            <input
              {...{ id: `mode-${mode}`, name: 'mode', value: mode, checked: typed.mode === mode }}
              type="radio"
              aria-describedby={`mode-${mode}-hint`}
            />
            <label for={`mode-${mode}`}>{words.modes[mode][0]}</label>
            <small id={`mode-${mode}-hint`} class="hint">
              {words.modes[mode][1]}
            </small>
          </div>
        ))}
      </fieldset>
      <CheckField id="dryRun" name="dryRun" label={words.dryRun} hint={words.dryRunHint} checked={typed.dryRun} />
      <details open={isOpen}>
        <summary>{words.more}</summary>
        {!isSnapshot && (
          <fieldset>
            <legend>{words.span}</legend>
            <p>
              <small>{words.spanHint}</small>
            </p>
            <TextField {...text('from')} type="date" />
            <TextField {...text('until')} type="date" />
          </fieldset>
        )}
        <TextField
          {...{ id: 'ids', name: 'ids', label: words.ids, hint: words.idsHint, value: typed.ids, error: errorOf('ids') }}
          lines={3}
          lang=""
        />
        <TextField {...text('limit')} hint={words.limitHint} size={9} />
        <CheckField
          {...{ id: 'approveLargeChange', name: 'approveLargeChange', label: words.approve, hint: words.approveHint }}
          checked={typed.approveLargeChange}
        />
      </details>
      <TextField {...text('reason')} hint={words.reasonHint} autocomplete="off" />
      <p class="actions">
        <button class="main">{words.start}</button>
      </p>
    </form>
  );
};

/** At the top of the page: what stands in the way, and where to look. */
export const StartFaults = ({ fault, words }: { readonly fault: StartFault; readonly words: RunFormWords }) => {
  switch (fault.kind) {
    case 'invalid':
      return (
        <ErrorSummary
          title={words.problems}
          errors={fault.faults.map((each) => ({ message: words.faults[each], field: FIELD_OF[each] }))}
        />
      );
    case 'busy':
      return (
        <div class="bad" role="alert" tabIndex={-1}>
          <h2>{words.busyTitle}</h2>
          <p>
            {words.busy} <a href={runPath(fault.runningRunId)}>{words.toRunning}</a>
          </p>
        </div>
      );
    case 'refused':
      return (
        <div class="bad" role="alert" tabIndex={-1}>
          <h2>{words.refused}</h2>
          <ul>
            {fault.reasons.map((reason) => (
              <li>
                <Core>{reason}</Core>
              </li>
            ))}
          </ul>
        </div>
      );
  }
};
