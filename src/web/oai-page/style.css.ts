/**
 * The page's only style, inline. Nothing from another host, no fonts of its own. Without `"`, `&` and `<`: it is written
 * as escaped text into a style element, where references are not read. Colours reach 4.5:1 (WCAG 2.2, 1.4.3) on every ground.
 */
export const STYLE = `
:root { color-scheme: light dark; --ground: #fcfcfa; --sheet: #fff; --ink: #1c2126; --quiet: #555d66; --line: #d5d9dd; --link: #0b4f8f; --mark: #8f1d1d; --warm: #fdf3e1; --warm-line: #b9770e; --chip: #eceff2; }
@media (prefers-color-scheme: dark) { :root { --ground: #14181c; --sheet: #1b2025; --ink: #e3e7ea; --quiet: #a9b2bb; --line: #3a424a; --link: #8cc4ff; --mark: #ff9d94; --warm: #2c2414; --warm-line: #d9a441; --chip: #2a3138; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
a { color: var(--link); text-underline-offset: .15em; }
a:visited { color: var(--link); }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
small { font-size: .875rem; color: var(--quiet); }
code, pre, .marc { font-family: ui-monospace, 'Cascadia Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace; font-size: .9em; }
th, td, dt, dd, li, summary b, summary small, small, code, .v, h3 { unicode-bidi: isolate; }
.skip { position: absolute; left: -999rem; }
.skip:focus { position: static; display: block; padding: .5rem 1rem; }
header, main, footer { max-width: 84rem; margin: 0 auto; padding: 0 1.25rem; }
header { padding-top: 1.25rem; }
h1 { font-size: 1.4rem; line-height: 1.25; margin: 0; }
h2 { font-size: 1.2rem; margin: 0 0 .5rem; }
h3 { font-size: 1.05rem; margin: 1rem 0 .25rem; }
h4 { font-size: 1rem; margin: 1rem 0 .25rem; }
p { margin: .35rem 0; max-width: 75ch; }
nav ul { display: flex; flex-wrap: wrap; gap: .25rem; margin: .75rem 0 0; padding: 0; list-style: none; }
nav a { display: block; padding: .3rem .7rem; border-radius: .3rem; background: var(--chip); text-decoration: none; }
nav a:hover { text-decoration: underline; }
nav a[aria-current] { background: var(--link); color: var(--ground); }
.request { border-block: 1px solid var(--line); padding: .5rem 0; margin: .75rem 0 0; color: var(--quiet); max-width: none; }
.request code { color: var(--ink); background: var(--chip); border-radius: .2rem; padding: .1rem .35rem; }
main { display: grid; grid-template-columns: minmax(0, 1fr); gap: 2rem; padding-top: 1.25rem; padding-bottom: 2rem; }
main div, main section { min-width: 0; }
@media (min-width: 62rem) { main { grid-template-columns: minmax(0, 1fr) 21rem; } }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: start; vertical-align: top; padding: .3rem .75rem .3rem 0; border-bottom: 1px solid var(--line); }
.list th { overflow-wrap: break-word; }
thead th { color: var(--quiet); font-size: .875rem; font-weight: 600; }
.fields th { width: 11rem; font-weight: 600; overflow-wrap: break-word; }
.fields th code { font-weight: 400; }
.fields td { white-space: pre-line; }
.marc th { width: 15rem; font-weight: 700; }
.marc th, .marc td { padding-block: .15rem; }
.marc th small { margin-inline-start: .75rem; font: .8rem/1.2 system-ui, sans-serif; }
.marc thead { position: absolute; left: -999rem; }
.marc td { white-space: pre-wrap; }
.marc td:nth-child(2) { width: 2.5rem; color: var(--quiet); }
.marc b { color: var(--link); }
.tag { margin-inline-start: .5rem; padding: 0 .35rem; border-radius: .2rem; background: var(--chip); }
dl { margin: 0; }
dl div { display: grid; grid-template-columns: 13rem minmax(0, 1fr); gap: 0 .75rem; padding: .3rem 0; border-bottom: 1px solid var(--line); }
dt { font-weight: 600; }
dd { margin: 0; }
.tree, .tree ul, .sets { margin: .25rem 0; padding-inline-start: 1.1rem; }
.tree { padding-inline-start: 0; list-style: none; }
.tree li { padding: .1rem 0; }
.sets { list-style: none; padding: 0; }
.sets .sets { border-inline-start: 2px solid var(--line); padding-inline-start: 1rem; }
.sets li { padding: .35rem 0; }
.description { margin-top: 1.25rem; }
.description .tree, article .tree, .record .tree { border-inline-start: 3px solid var(--line); padding-inline-start: .75rem; }
.problem { border: 1px solid var(--warm-line); border-inline-start-width: .4rem; background: var(--warm); border-radius: .25rem; padding: .6rem 1rem; margin: .75rem 0; }
.problem h3 { margin-top: 0; }
.deleted { color: var(--mark); border: 1px solid currentColor; border-radius: .2rem; padding: 0 .35rem; font-size: .875rem; white-space: nowrap; }
.note { border-inline-start: .3rem solid var(--warm-line); padding-inline-start: .75rem; }
.extent { margin: .5rem 0; }
.next { font-weight: 600; white-space: nowrap; margin-inline-start: .5rem; }
div.extent .next { margin: 0; }
summary { cursor: pointer; padding: .35rem 0; }
.record { border-bottom: 1px solid var(--line); }
.record[open] { padding-bottom: 1rem; }
.record summary small { margin-inline-start: .35rem; }
.header { color: var(--quiet); max-width: none; margin-bottom: .5rem; }
.forms { align-self: start; border: 1px solid var(--line); border-radius: .4rem; background: var(--sheet); padding: 1rem; }
.forms details { border-top: 1px solid var(--line); }
.forms .more { margin-inline-start: .75rem; }
form { padding: .25rem 0 .75rem; }
.field { margin-bottom: .5rem; }
label { display: block; font-weight: 600; }
label code { font-weight: 400; color: var(--quiet); }
.field small { display: block; line-height: 1.3; }
input, select, button { font: inherit; color: inherit; max-width: 100%; min-height: 2.1rem; padding: .2rem .5rem; border: 1px solid var(--quiet); border-radius: .25rem; background: var(--ground); }
input, select { width: 100%; }
button { margin: 0 .4rem .3rem 0; background: var(--link); border-color: var(--link); color: var(--ground); cursor: pointer; padding: .2rem 1rem; }
button[type=reset] { background: none; color: var(--link); }
footer { border-top: 1px solid var(--line); padding-top: .75rem; padding-bottom: 2rem; }
pre { white-space: pre-wrap; background: var(--sheet); border: 1px solid var(--line); padding: .75rem; margin: .5rem 0 0; }
@media (max-width: 40rem) {
  header, main, footer { padding-inline: .75rem; }
  dl div { grid-template-columns: minmax(0, 1fr); }
  .fields tr, .list tr, .marc tr { display: block; border-bottom: 1px solid var(--line); padding: .3rem 0; }
  .fields th, .fields td, .list th, .list td { display: block; width: auto; border: 0; padding: 0; }
  .list thead { position: absolute; left: -999rem; }
  .marc th, .marc td { display: inline; border: 0; padding: 0 .5rem 0 0; }
  .marc td:last-child { display: block; padding-inline-start: 1rem; }
}
@media print {
  :root { --ground: #fff; --sheet: #fff; --ink: #000; --quiet: #333; --line: #999; --link: #000; --mark: #000; --warm: #fff; --chip: #fff; }
  nav, .forms, .source, .skip, .next { display: none; }
  main { display: block; }
  tr, .problem { break-inside: avoid; }
  details::details-content { content-visibility: visible; display: block; }
}
`;
