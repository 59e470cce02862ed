/**
 * The moment at which a run was asked for, in ISO 8601, UTC; it stands in its id and so is known also of runs that are kept no more.
 * `undefined` for what is no id of a run.
 */
export const runTime = (runId: string): string | undefined => {
  const [, year = '', month = '', day = '', hour = '', minute = '', second = '', ms = ''] =
    /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})(\d{3})Z-/.exec(runId) ?? [];
  const text = `${year}-${month}-${day}T${hour}:${minute}:${second}.${ms}Z`;
  return Number.isNaN(Date.parse(text)) ? undefined : text;
};
