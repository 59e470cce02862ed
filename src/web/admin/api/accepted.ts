/**
 * Whether whoever asks would rather read text than JSON (RFC 9110 §12.5.1). Programs that do not say get JSON; a browser that follows a link
 * names text/html and not JSON.
 */
export const prefersText = (accept: string | undefined): boolean => {
  const weights = new Map((accept ?? '').split(',').map(weightOf));
  const text = Math.max(...['text/plain', 'text/html', 'text/*'].map((type) => weights.get(type) ?? 0));
  return text > (weights.get('application/json') ?? weights.get('application/*') ?? 0);
};

const weightOf = (range: string): readonly [type: string, weight: number] => {
  const [type = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
  const q = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
  return [type, q === undefined ? 1 : /^(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/.test(q) ? Number(q) : 0];
};
