import type { Series } from '../catalogue/series.js';

/** The settings file once parsed, with every default in place. Shape and defaults: `schemas/settings.schema.json`. */
export interface Settings {
  readonly repository: {
    readonly name: string;
    /** At least one. */
    readonly adminEmail: readonly string[];
    /** The domain in `oai:<domain>:<prefix>/<id>`; changing it gives every item a new identifier. */
    readonly identifierDomain: string;
    /** Letters and digits only: Kansalliskirjasto's record import reads `oai:<domain>:<alphanumeric>/<id>`. */
    readonly identifierPrefix: string;
  };
  readonly oai: {
    /** Records on a page of a list. */
    readonly pageSize: number;
    /** Accepts what known harvesters get wrong: fractions of a second in from and until, white space round a token. */
    readonly lenient: boolean;
    /** On continuation pages, print the responseDate of the first page instead of the true one. */
    readonly pinResponseDate: boolean;
    /** The URL of the licence of the metadata. */
    readonly metadataRights: string;
    /** Base URLs of confederate repositories; none unless the operator opts in. */
    readonly friends: readonly string[];
    readonly policies: { readonly content?: string; readonly metadata: string; readonly data: string; readonly submission?: string };
  };
  readonly publisher: {
    readonly name: string;
    readonly place: string;
    /** ISO 639-2/B code of a publication that does not say its language. */
    readonly language: string;
    /** MARC code of the country of publication: 008/15-17. */
    readonly country: string;
    /** MARC 21 008/28: `f` for a national authority, `|` for no attempt to code. */
    readonly governmentPublication: string;
    /** ISIL for MARC 21 003 and 040 $a; both are left out until one is assigned. */
    readonly isil?: string;
    /** Who gives a publication in another form to a reader who needs it: an e-mail address or a URL. */
    readonly accessibilityContact?: string;
  };
  readonly series: readonly [Series, ...Series[]];
  /** Where records of older works are harvested from. */
  readonly sources: readonly SourceSettings[];
  readonly administration: AdministrationSettings;
  readonly site: SiteSettings;
  readonly links: {
    /** Where a reader finds a publication described; `{id}` and `{base}` are filled in. */
    readonly landingPage: string;
    /** `{urn}` is filled in. */
    readonly urnResolver: string;
    /** Where others keep or show the same works, by a short name: `melinda`, `finna`, `eduskunta`. */
    readonly targets: Readonly<Record<string, LinkTarget>>;
    /** Without it, ties are what harvests bring and what templates make. */
    readonly recheck?: RecheckSettings;
  };
}

/** What the public pages say besides the publications. Text only: how it is laid out, `schemas/settings.schema.json` tells. */
export interface SiteSettings {
  readonly about?: Readonly<Record<'fi' | 'sv' | 'en', string>>;
  /** An e-mail address or a URL. */
  readonly feedback?: string;
  /** Without it there is no page of it. */
  readonly accessibilityStatement?: Readonly<Record<'fi' | 'sv' | 'en', string>>;
}

/** A catalogue or service of somebody else that works are linked to. */
export interface LinkTarget {
  readonly label: Readonly<Record<'fi' | 'sv' | 'en', string>>;
  /** Address of a record there; `{id}` is filled in, escaped. */
  readonly record?: string;
  /** Address of a search there; `{number}` is filled in with an ISBN or ISSN, escaped. */
  readonly search?: string;
}

/** How it is looked for, again and again, whether what works are tied to is there. */
export interface RecheckSettings {
  /** Id of a source of protocol `finna`. */
  readonly source: string;
  /** Cron expression of five fields: when a round begins. */
  readonly schedule: string;
  /** IANA name. */
  readonly timezone: string;
  /** Each work is looked for once in so many days. */
  readonly maxAgeDays: number;
  /** Questions of one round at most; the next one goes on from there. */
  readonly perRun: number;
  /** Where to look, by the keys of `targets`, each with the filters of the source that narrow the search to it. */
  readonly targets: Readonly<Record<string, readonly string[]>>;
}

/** One source of harvested records. */
export type SourceSettings = SruSourceSettings | OaiPmhSourceSettings | FinnaSourceSettings | FileSourceSettings;

interface SourceBasis {
  /** Letters, digits and hyphens: what the commands call it. */
  readonly id: string;
  readonly url: string;
  /** Which of its records belong to the older series; a record is taken when any part of it says so. */
  readonly select: SelectionSettings;
  /** Whether its records are given on; of one record from two sources, the source that comes first in the settings gives it. */
  readonly republish: boolean;
  /** Whose control numbers field 001 has, where field 003 does not say (MARC 21 003): `FI-MELINDA`. */
  readonly controlNumberIdentifier?: string;
  /** Other names of that library in field 003. */
  readonly controlNumberAliases: Readonly<Record<string, string>>;
  /** Cron expression of five fields; without one it is harvested by hand only. */
  readonly schedule?: string;
  /** The same for a reconciliation, which reads the whole list and tells what the feed of changes has missed. */
  readonly reconcileSchedule?: string;
  /** IANA name. */
  readonly timezone: string;
  /** How far before the last harvest's beginning the next one asks, in hours: what became visible late is found so. */
  readonly overlapHours: number;
  /** Of all records of the source, the share that may go at once without a person's word; 0.1 is a tenth. */
  readonly removalBrake: number;
  /** Between two requests, in ms. */
  readonly minDelayMs: number;
  /** Of one answer once unpacked, in bytes. */
  readonly maxBytes: number;
  /** Lets the source live on loopback or a private address. */
  readonly allowPrivate: boolean;
  /** Hosts, besides its own, that it may redirect to; `example.fi` lets `www.example.fi` too. */
  readonly allowHosts: readonly string[];
  /** A file of certificates (PEM) to trust besides the system's. */
  readonly caFile?: string;
}

export interface SruSourceSettings extends SourceBasis {
  readonly protocol: 'sru';
  readonly version: '1.1' | '1.2' | '2.0';
  /** CQL; the source's answer is the union of them. */
  readonly queries: readonly string[];
  readonly recordSchema: string;
  readonly pageSize: number;
  /** How many records of one result the source shows at most. */
  readonly totalCap?: number;
  /** A query that finds more than that is split by the years of this index. */
  readonly splitYears?: { readonly index: string; readonly from: number; readonly until: number };
  /** The index that finds one record by its number. */
  readonly recordIndex: string;
}

export interface OaiPmhSourceSettings extends SourceBasis {
  readonly protocol: 'oai-pmh';
  readonly metadataPrefix: string;
  readonly set?: string;
  /** What it does against the standard, by name. */
  readonly quirks: readonly ('prefix-with-token' | 'text-after-end' | 'windows-1252' | '422-for-none')[];
}

export interface FinnaSourceSettings extends SourceBasis {
  readonly protocol: 'finna';
  /** Words to look for; the source's answer is the union of what they find. */
  readonly queries: readonly string[];
  /** Of the search: `ISN` looks at ISBNs and ISSNs, also those of series. */
  readonly searchType: string;
  readonly filters: readonly string[];
  readonly pageSize: number;
}

/** A file or a folder of saved answers or of MARCXML; `url` is a file: URL. */
export interface FileSourceSettings extends SourceBasis {
  readonly protocol: 'file';
  /** Says that reading from this machine's disk is meant. */
  readonly allowFiles: true;
}

/** Any of these series, or any of these corporate bodies before that year. */
export interface SelectionSettings {
  readonly issn: readonly string[];
  readonly seriesTitle: readonly string[];
  readonly corporateBody: readonly string[];
  /** The first year that is too late. */
  readonly publishedBefore?: number;
}

/** How people look after the installation. */
export interface AdministrationSettings {
  /** IANA name of the zone in which people are told times. */
  readonly timezone: string;
  /** A session ends after so many minutes in which nothing was asked for, and after so many hours in any case. */
  readonly sessionIdleMinutes: number;
  readonly sessionHours: number;
  /** Takes the address of a browser from the last entry of X-Forwarded-For; only behind a proxy of one's own that writes it. */
  readonly behindProxy: boolean;
  /** Addresses and networks from which `/metrics` may be read; where absent only this machine. With METRICS_TOKEN the token alone decides. */
  readonly metricsFrom?: readonly string[];
  readonly openidConnect?: OpenidConnectSettings;
  readonly notices: NoticeSettings;
}

/** The client's secret, where it has one, is the environment's OIDC_CLIENT_SECRET. */
export interface OpenidConnectSettings {
  /** An https URL; http on loopback only. */
  readonly issuer: string;
  readonly clientId: string;
  /** What people read on the button. */
  readonly label: string;
  /** Asked for besides `openid`. */
  readonly scopes: readonly string[];
  /** The claim that says what a person may do: a word, or a list of them. */
  readonly roleClaim: string;
  /** Values of that claim. Of several the most powerful counts; whoever has none of them is refused. */
  readonly roles: Readonly<Record<'reader' | 'editor' | 'administrator', readonly string[]>>;
}

export interface NoticeSettings {
  readonly language: 'fi' | 'sv' | 'en';
  /** The password is the environment's SMTP_PASSWORD. */
  readonly email?: {
    readonly host: string;
    readonly port: number;
    /** `tls` from the first byte · `starttls` or nothing is sent · `none` for a server on this machine. */
    readonly security: 'tls' | 'starttls' | 'none';
    readonly user?: string;
    readonly from: string;
    readonly to: readonly string[];
  };
  /** Signed with the environment's WEBHOOK_SECRET, where there is one. */
  readonly webhook?: { readonly url: string };
  /** Days that a record may lie in quarantine before people are told. */
  readonly quarantineDays: number;
}
