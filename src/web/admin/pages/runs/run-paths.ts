/** The address of the page of a run; `sub` is what follows, such as `/log`. */
export const runPath = (id: string, sub = ''): string => `/admin/runs/${encodeURIComponent(id)}${sub}`;

export const sourcePath = (id: string, sub = ''): string => `/admin/sources/${encodeURIComponent(id)}${sub}`;

/** Where everything about a record is told: by its localId, or by its identifier at the source. */
export const explainPath = (record: string): string => `/admin/explain?${new URLSearchParams({ record }).toString()}`;

export const quarantinePath = (source: string): string => `/admin/quarantine?${new URLSearchParams({ source }).toString()}`;
