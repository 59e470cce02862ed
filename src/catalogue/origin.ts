/** What the guideline on provenance calls an originDescription: one harvest of the record. */
export interface Origin {
  readonly baseUrl: string;
  /** The source's own, as it gave it. */
  readonly identifier: string;
  /** The source's own. One that is no date of the standard is mended, or else `harvestDate` stands for it: it was so by then. */
  readonly datestamp?: string;
  readonly metadataNamespace: string;
  /** The responseDate of the answer that it came in; where that is missing or no date, our own clock. */
  readonly harvestDate: string;
  /** Whether the metadata were touched in any way before they were given on. */
  readonly altered: boolean;
  /** What the source itself said of where it had the record from. */
  readonly origin?: Origin;
}
