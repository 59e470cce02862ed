/** The way into the administration. */
export const ADMIN_PATH = '/admin';

/**
 * The address of a page of ours that a request names, or the overview: nothing that a browser could take for another host (`//evil`,
 * `/\evil`, control characters that it drops), and nothing that a URL does not have bare and the Location header could not carry.
 */
export const localPath = (text: string | null | undefined): string => {
  if (text === null || text === undefined || !/^\/admin(?:[/?#]|$)/.test(text) || /[^\u0021-\u007e]|\\|\/\//.test(text)) return ADMIN_PATH;
  return text.length > 2000 ? ADMIN_PATH : text;
};
