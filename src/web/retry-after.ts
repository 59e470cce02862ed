/** Seconds after which whoever was told that the store is unwell may try again; validators of OAI-PMH accept up to 3600. */
export const RETRY_AFTER = 30;
