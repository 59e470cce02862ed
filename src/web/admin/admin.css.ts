/**
 * The style of the administration. Calm: one accent, quiet lines, figures that stand under each other; what has a colour has a word, too.
 * Colours reach 4.5:1 on every ground, edges of controls 3:1 (WCAG 2.2, 1.4.3 and 1.4.11); nothing needs more than 320 px (1.4.10).
 */
export const ADMIN_STYLE = `
:root { color-scheme: light dark; --ground: #f6f7f8; --sheet: #fff; --ink: #1b2127; --quiet: #545d67; --line: #d8dde2; --edge: #7a8590; --link: #0b4f8f; --accent: #0b4f8f; --on-accent: #fff; --bad: #8f1d1d; --bad-ground: #fdeeed; --good: #14602f; --good-ground: #eaf6ee; --warn: #744800; --warn-ground: #fdf3e1; --note-ground: #e9f1f9; --chip: #e9edf0; --ins: #dff3e4; --del: #fbe3e1; }
@media (prefers-color-scheme: dark) { :root { --ground: #12161a; --sheet: #1a1f25; --ink: #e4e8eb; --quiet: #a9b3bd; --line: #343c45; --edge: #7d8893; --link: #8cc4ff; --accent: #8cc4ff; --on-accent: #0c1a28; --bad: #ffaca4; --bad-ground: #341b1b; --good: #93dcab; --good-ground: #15291d; --warn: #f0c070; --warn-ground: #2e2412; --note-ground: #17293b; --chip: #2a323a; --ins: #173823; --del: #45201e; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 1rem/1.5 system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', sans-serif; overflow-wrap: anywhere; display: grid; grid-template: 'banner' auto 'nav' auto 'main' 1fr 'footer' auto / minmax(0, 1fr); min-height: 100vh; }
a { color: var(--link); text-underline-offset: .15em; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: .15rem; }
h1 { font-size: 1.6rem; line-height: 1.2; margin: 0 0 1rem; letter-spacing: -.01em; }
h2 { font-size: 1.2rem; line-height: 1.3; margin: 2rem 0 .5rem; }
h3 { font-size: 1.02rem; margin: 1.25rem 0 .35rem; }
p { margin: .5rem 0; max-width: 75ch; }
small, .quiet { color: var(--quiet); }
small { font-size: .875rem; }
code, pre, .marc { font-family: ui-monospace, 'Cascadia Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace; font-size: .9em; }
pre { white-space: pre-wrap; background: var(--sheet); border: 1px solid var(--line); border-radius: .35rem; padding: .75rem; margin: .5rem 0; max-height: 30rem; overflow: auto; }
.skip, .visually-hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip:focus { position: static; width: auto; height: auto; clip-path: none; padding: .5rem 1rem; background: var(--sheet); }

body > header { grid-area: banner; display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; align-items: center; justify-content: space-between; padding: .6rem 1.25rem; background: var(--sheet); border-bottom: 1px solid var(--line); }
body > header p { margin: 0; }
.name a { color: inherit; text-decoration: none; }
.name a:hover b { text-decoration: underline; }
.name span { color: var(--quiet); margin-inline-start: .4rem; }
.person { display: flex; flex-wrap: wrap; gap: .25rem .9rem; align-items: center; font-size: .925rem; }
nav.main { grid-area: nav; border-bottom: 1px solid var(--line); background: var(--sheet); padding: 0 .6rem; }
nav ul { list-style: none; margin: 0; padding: 0; display: flex; flex-wrap: wrap; }
nav.main a { display: block; padding: .5rem .65rem; color: var(--ink); text-decoration: none; border-bottom: 3px solid transparent; }
nav.main a:hover { text-decoration: underline; }
nav.main a[aria-current] { border-bottom-color: var(--accent); font-weight: 600; }
main { grid-area: main; padding: 1.5rem 1.25rem 3rem; width: 100%; max-width: 84rem; }
main:focus { outline: none; }
.outside main { max-width: 34rem; margin: 0 auto; }
body > footer { grid-area: footer; padding: 1rem 1.25rem 1.5rem; border-top: 1px solid var(--line); color: var(--quiet); font-size: .875rem; }
body > footer p { margin: .1rem 0; }
.languages ul { gap: 1rem; margin-top: .5rem; }
.languages a[aria-current] { color: var(--ink); font-weight: 600; text-decoration: none; }
@media (min-width: 64rem) {
  body.inside { grid-template: 'banner banner' auto 'nav main' 1fr 'nav footer' auto / 13rem minmax(0, 1fr); }
  .inside nav.main { border-bottom: 0; border-inline-end: 1px solid var(--line); padding: 1.25rem 0; }
  .inside nav.main ul { flex-direction: column; position: sticky; top: 1.25rem; }
  .inside nav.main a { border-bottom: 0; border-inline-start: 4px solid transparent; padding: .4rem 1.1rem; }
  .inside nav.main a[aria-current] { border-inline-start-color: var(--accent); background: var(--ground); }
  main { padding-inline: 2rem; }
  body > footer { padding-inline: 2rem; }
}

.good, .bad, .warn, .note { padding: .6rem .9rem; border-inline-start: 4px solid; border-radius: .25rem; max-width: 75ch; margin: .75rem 0; }
.good { color: var(--good); background: var(--good-ground); }
.bad { color: var(--bad); background: var(--bad-ground); }
.warn { color: var(--warn); background: var(--warn-ground); }
.note { border-color: var(--accent); background: var(--note-ground); }
.bad a, .warn a, .good a { color: inherit; }
.bad h2, .good h2, .warn h2, .note h2 { font-size: 1.02rem; margin: 0; }
.bad ul, .warn ul { margin: .25rem 0; padding-inline-start: 1.2rem; }
.empty { padding: 1.25rem; border: 1px dashed var(--edge); border-radius: .35rem; color: var(--quiet); max-width: 75ch; margin: .75rem 0; }
.empty > :first-child { margin-top: 0; } .empty > :last-child { margin-bottom: 0; }

table { border-collapse: collapse; width: 100%; }
caption { text-align: start; font-weight: 600; padding: .25rem 0; }
th, td { text-align: start; vertical-align: top; padding: .4rem .9rem .4rem 0; border-bottom: 1px solid var(--line); }
th { font-weight: 600; overflow-wrap: break-word; }
thead th { color: var(--quiet); font-size: .875rem; }
tbody tr:hover { background: var(--sheet); }
.num, td.num, th.num { text-align: end; font-variant-numeric: tabular-nums; }
time, .when { font-variant-numeric: tabular-nums; overflow-wrap: break-word; }
td.when, .nowrap { white-space: nowrap; }
.scroll { overflow-x: auto; margin: .5rem 0; position: relative; }
.scroll td, .scroll th { overflow-wrap: break-word; }
.facts { display: grid; grid-template-columns: minmax(9rem, 15rem) minmax(0, 1fr); gap: 0; margin: .5rem 0; }
.facts > dt, .facts > dd { padding: .35rem .9rem .35rem 0; border-bottom: 1px solid var(--line); }
.facts > div { display: contents; }
.facts > div > dt, .facts > div > dd { padding: .35rem .9rem .35rem 0; border-bottom: 1px solid var(--line); }
dt { font-weight: 600; } dd { margin: 0; }
@media (max-width: 30rem) { .facts { grid-template-columns: minmax(0, 1fr); } .facts dt { border-bottom: 0 !important; padding-bottom: 0 !important; } }
.cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 21rem), 1fr)); gap: 1rem; margin: .75rem 0; padding: 0; list-style: none; }
.card { background: var(--sheet); border: 1px solid var(--line); border-radius: .5rem; padding: 1rem 1.1rem; }
.card > :first-child { margin-top: 0; } .card > :last-child { margin-bottom: 0; }
.side { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 20rem), 1fr)); gap: 1rem; }
.tag { display: inline-block; padding: .05rem .5rem; border-radius: 1rem; background: var(--chip); font-size: .875rem; white-space: nowrap; }
.tag.good, .tag.bad, .tag.warn { border-inline-start: 0; margin: 0; }
.tag.good { background: var(--good-ground); } .tag.bad { background: var(--bad-ground); } .tag.warn { background: var(--warn-ground); }

form .field { margin: .9rem 0; }
label, legend { font-weight: 600; }
.field label { display: block; }
.field.check { display: grid; grid-template-columns: auto 1fr; gap: 0 .5rem; align-items: baseline; margin: .4rem 0; }
.field.check label { display: inline; font-weight: 400; }
.field.check .hint { grid-column: 2; }
.hint { display: block; }
input, select, textarea, button, .button { font: inherit; color: inherit; }
input:not([type=checkbox], [type=radio]), select, textarea { background: var(--sheet); border: 1px solid var(--edge); border-radius: .3rem; padding: .4rem .6rem; max-width: 100%; }
input:not([type=checkbox], [type=radio], [size]), textarea { width: 100%; }
input[type=checkbox], input[type=radio] { width: 1.1rem; height: 1.1rem; accent-color: var(--accent); margin: 0; }
.wrong > label { color: var(--bad); }
.error { color: var(--bad); margin: .15rem 0; font-weight: 600; }
[aria-invalid=true] { border-color: var(--bad) !important; outline: 1px solid var(--bad); }
fieldset { border: 1px solid var(--line); border-radius: .4rem; padding: .5rem 1rem 1rem; margin: 1rem 0; min-width: 0; }
.narrow { max-width: 32rem; }
.row { display: flex; flex-wrap: wrap; gap: 0 1rem; align-items: end; }
.row > .field { flex: 1 1 14rem; margin: .35rem 0; min-width: 0; }
.row > .field:has([size]) { flex-grow: 0; flex-basis: auto; }
.row + .row[role=group] { border-top: 1px solid var(--line); padding-top: .35rem; margin-top: .35rem; }
.actions { display: flex; flex-wrap: wrap; gap: .6rem 1rem; align-items: center; margin: 1.1rem 0; max-width: none; }
button, .button { display: inline-block; background: var(--sheet); border: 1px solid var(--edge); border-radius: .35rem; padding: .4rem .95rem; cursor: pointer; text-decoration: none; min-height: 2.25rem; color: var(--ink); }
button:hover, .button:hover { border-color: var(--accent); box-shadow: 0 0 0 1px var(--accent); }
button.main, .button.main { background: var(--accent); border-color: var(--accent); color: var(--on-accent); font-weight: 600; }
button.danger, .button.danger { color: var(--bad); border-color: var(--bad); }
button.plain { border-color: transparent; background: none; color: var(--link); text-decoration: underline; padding-inline: .3rem; }
.filters { display: flex; flex-wrap: wrap; gap: .25rem 1rem; align-items: end; margin: 1rem 0; }
.filters .field { margin: .25rem 0; min-width: 0; } .filters button { margin: .25rem 0; }
.suggestion { display: block; font-size: .875rem; color: var(--quiet); min-height: 1.3em; }
.secret { font-size: 1.05rem; user-select: all; background: var(--sheet); padding: .25rem .5rem; border-radius: .25rem; color: var(--ink); }

@media (max-width: 40rem) {
  .compared tr { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); }
  .compared thead th:first-child, .compared thead th:last-child { display: none; }
  .compared tbody th, .compared tbody td:last-child { grid-column: 1 / -1; }
  .compared tbody th, .compared tbody td:not(:last-child) { border-bottom: 0; padding-bottom: 0; }
}

.marc { border-collapse: collapse; }
.marc td, .marc th { padding: .1rem .7rem .1rem 0; white-space: pre-wrap; }
.marc b { color: var(--link); }
.diff ins, ins { background: var(--ins); text-decoration: none; padding: .05rem .2rem; border-radius: .15rem; }
.diff del, del { background: var(--del); padding: .05rem .2rem; border-radius: .15rem; }
.plain { list-style: none; margin: 0; padding: 0; }
.figures { display: flex; flex-wrap: wrap; gap: .5rem 2rem; margin: .75rem 0; }
.figures dt { color: var(--quiet); font-weight: 400; font-size: .875rem; }
.figures dd { font-size: 1.15rem; font-variant-numeric: tabular-nums; }
table.counters { width: auto; min-width: min(100%, 24rem); margin: .75rem 0; }
table.counters td.num, table.counters th.num { padding-inline: 1.5rem 0; }
tbody th { font-weight: 400; } tbody th.part { padding-inline-start: 1.25rem; color: var(--quiet); }
td.sentence { min-width: 16rem; max-width: 34rem; } td.sentence .tag { margin-inline-end: .35rem; }
.runs td, .runs th { padding-inline-end: .6rem; } .runs td.sentence { min-width: 13rem; }
.side > table { align-self: start; }
.records, .groups { list-style: none; margin: .25rem 0; padding: 0; max-width: 60rem; }
.records > li, .groups > li { border-bottom: 1px solid var(--line); padding: .5rem 0; }
.records p, .groups p { margin: .15rem 0; } .groups form { margin: .35rem 0; }
.side > section > h2:first-child { margin-top: .5rem; }
.card .facts > div > dt, .card .facts > div > dd { padding-block: .15rem; border-bottom: 0; }
.card .facts { grid-template-columns: minmax(7rem, 10rem) minmax(0, 1fr); } .card form { margin-top: .75rem; }
.card dt { font-weight: 400; color: var(--quiet); }
figure { margin: .5rem 0; }
progress { width: min(100%, 24rem); height: 1rem; accent-color: var(--accent); }
svg.chart { width: 100%; height: auto; max-width: 44rem; color: var(--accent); }
svg text { fill: var(--quiet); font-size: 11px; }
details { margin: .4rem 0; } summary { cursor: pointer; }
kbd { border: 1px solid var(--edge); border-bottom-width: 2px; border-radius: .25rem; padding: 0 .35rem; font-size: .85em; background: var(--sheet); }
@media print { nav, .person, form, .languages { display: none !important; } body { display: block; background: none; } }
@media (prefers-reduced-motion: no-preference) { button, .button { transition: box-shadow .1s; } }
`;
