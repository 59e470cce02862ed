/**
 * The style of the public pages. Print on paper is the model: one column that can be read, quiet lines, titles in a book face, one accent.
 * Colours reach 4.5:1 on every ground and edges of controls 3:1 (WCAG 2.2, 1.4.3 and 1.4.11); targets are 24 px or more (2.5.8); nothing
 * needs more than 320 px (1.4.10).
 */
export const PUBLIC_STYLE = `
:root { color-scheme: light dark; --ground: #fff; --tint: #f3f5f7; --ink: #1a2026; --quiet: #525b65; --line: #d6dbe0; --edge: #76818c; --link: #0a4a86; --accent: #0a3a69; --on-accent: #fff; --mark: #e6eef6; --warn: #6f4500; --warn-ground: #fdf4e3; --book: Charter, 'Bitstream Charter', 'Sitka Text', Cambria, Georgia, serif; }
@media (prefers-color-scheme: dark) { :root { --ground: #14181c; --tint: #1c2228; --ink: #e4e8eb; --quiet: #abb5bf; --line: #343c45; --edge: #808b96; --link: #90c6ff; --accent: #90c6ff; --on-accent: #0c1a28; --mark: #1a2c3e; --warn: #f0c070; --warn-ground: #2e2412; } }
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 1.0625rem/1.6 system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', sans-serif; overflow-wrap: anywhere; display: flex; flex-direction: column; min-height: 100vh; }
a { color: var(--link); text-underline-offset: .18em; text-decoration-thickness: .06em; }
a:hover { text-decoration-thickness: .14em; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: .15rem; }
.wide { width: 100%; max-width: 64rem; margin-inline: auto; padding-inline: 1.25rem; }
h1, h2, h3 { line-height: 1.25; text-wrap: balance; }
h1 { font: 600 clamp(1.6rem, 1.15rem + 2vw, 2.3rem)/1.2 var(--book); margin: 0 0 .75rem; }
h2 { font-size: 1.2rem; margin: 2.5rem 0 .6rem; }
h3 { font-size: 1.0625rem; margin: 1.5rem 0 .35rem; }
p { margin: .6rem 0; max-width: 68ch; }
ul, ol { padding-inline-start: 1.25rem; } li { margin: .15rem 0; }
.plain { list-style: none; padding: 0; margin: .4rem 0; }
.quiet { color: var(--quiet); }
small, .small { font-size: .9rem; }
code { font: .9em ui-monospace, 'Cascadia Mono', Menlo, Consolas, monospace; }
.skip, .visually-hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip:focus { position: static; width: auto; height: auto; clip-path: none; padding: .6rem 1.25rem; }

.banner { border-top: .35rem solid var(--accent); border-bottom: 1px solid var(--line); }
.banner .wide { display: flex; flex-wrap: wrap; gap: .25rem 2rem; align-items: baseline; padding-block: .9rem; }
.banner p { margin: 0; font-weight: 650; font-size: 1.125rem; }
.banner p a { color: var(--ink); text-decoration: none; } .banner p a:hover { text-decoration: underline; }
.banner nav { margin-inline-start: auto; }
nav ul { list-style: none; display: flex; flex-wrap: wrap; gap: .1rem 1.1rem; margin: 0; padding: 0; }
nav a { display: inline-block; padding: .25rem 0; }
nav [aria-current=page], nav [aria-current=true] { color: var(--ink); font-weight: 600; text-decoration: none; }
main { flex: 1; padding-block: 2.25rem 4rem; }
main:focus { outline: none; }
.foot { border-top: 1px solid var(--line); background: var(--tint); color: var(--quiet); font-size: .9375rem; }
.foot .wide { padding-block: 1.4rem 2rem; }
.foot p { max-width: none; }

.about { max-width: 60ch; color: var(--quiet); }
.search { background: var(--tint); border: 1px solid var(--line); border-radius: .4rem; padding: 1.1rem 1.25rem 1.25rem; margin: 1.25rem 0 2rem; }
label { display: block; font-weight: 600; margin-bottom: .2rem; }
.hint { display: block; color: var(--quiet); font-size: .9rem; margin-bottom: .35rem; }
input, select, button { font: inherit; color: inherit; max-width: 100%; }
input, select { background: var(--ground); border: 1px solid var(--edge); border-radius: .25rem; padding: .45rem .6rem; width: 100%; min-height: 2.75rem; text-overflow: ellipsis; }
button, .button { display: inline-block; background: var(--accent); color: var(--on-accent); border: 1px solid var(--accent); border-radius: .25rem; padding: .5rem 1.3rem; font-weight: 600; min-height: 2.75rem; cursor: pointer; text-decoration: none; }
button:hover, .button:hover { text-decoration: underline; }
.one-line { display: flex; gap: .6rem; } .one-line input { flex: 1; min-width: 0; } .one-line button { flex: none; }
@media (max-width: 26rem) { .one-line { flex-direction: column; } }
.search details { margin-top: .9rem; }
summary { cursor: pointer; font-weight: 600; padding: .25rem 0; width: fit-content; }
.fields { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 13rem), 1fr)); gap: .9rem 1.1rem; margin: .6rem 0 0; align-items: end; }
.years { display: grid; grid-template-columns: 1fr 1fr; gap: .6rem; }
.chips { list-style: none; padding: 0; margin: .5rem 0; display: flex; flex-wrap: wrap; gap: .4rem .6rem; }
.chips a { display: inline-block; background: var(--mark); border-radius: 1rem; padding: .15rem .8rem; text-decoration: none; color: var(--ink); font-size: .9375rem; }
.chips a:hover { text-decoration: underline; } .chips a::after { content: ' ×' / ''; }

.results-part { margin-top: 2.25rem; }
.results { display: flex; flex-wrap: wrap; gap: 0 1rem; align-items: baseline; border-bottom: 2px solid var(--ink); padding-bottom: .4rem; margin: 0; }
.results h2 { margin: 0; } .results p { margin: 0; }
.hits { list-style: none; margin: 0; padding: 0; }
.hits > li { padding: 1.1rem 0; border-bottom: 1px solid var(--line); margin: 0; }
.hits h3 { font: 600 1.1875rem/1.35 var(--book); margin: 0 0 .2rem; max-width: 60ch; text-wrap: pretty; }
.hits p { margin: .1rem 0; max-width: none; }
.tag { display: inline-block; border: 1px solid var(--edge); border-radius: .2rem; padding: 0 .5rem; font-size: .875rem; color: var(--quiet); }
.pager { margin: 1.75rem 0 0; } .pager ul { gap: .25rem 1.5rem; align-items: baseline; }
.note { background: var(--warn-ground); color: var(--warn); border-inline-start: .25rem solid; padding: .6rem 1rem; margin: 1rem 0; max-width: 68ch; }
.note p { margin: .1rem 0; }
.empty { padding: 1.25rem 0 0; } .empty h3 { margin-top: 1.75rem; } .empty > :first-child { margin-top: 0; }

.work > header { max-width: 48rem; }
.kicker { margin: 0 0 .4rem; color: var(--quiet); font-size: .9375rem; }
.parallel { font-family: var(--book); font-size: 1.15rem; margin: .2rem 0; color: var(--quiet); }
.people { font-size: 1.125rem; margin: .75rem 0 0; } .work > header .button { margin-top: .75rem; }
.two { display: grid; gap: 0 3.5rem; grid-template-columns: minmax(0, 1fr); margin-top: 1.75rem; }
.two > div > section { margin-top: 2.25rem; } .two > .lead:not(:empty) { margin-bottom: 2.25rem; } .two > .lead > :first-child, .two > .rest > :first-child { margin-top: 0; } .two h2 { margin-top: 0; }
@media (min-width: 54rem) { .two { grid-template: auto 1fr / minmax(0, 1fr) 19rem; } .two > .aside { grid-column: 2; grid-row: 1 / span 2; } }
@media (max-width: 53.99rem) { .two > .aside { margin-bottom: 2.25rem; } }
.two > .aside > section { margin: 0; border-top: 1px solid var(--line); padding: 1rem 0 1.25rem; }
.two > .aside > section:first-child { border-top: 2px solid var(--ink); }
.aside h2 { font-size: 1.0625rem; margin: 0 0 .5rem; }
.aside h3 { margin: .9rem 0 .15rem; font-size: 1rem; } .aside h3:first-of-type { margin-top: 0; }
.aside ul { list-style: none; padding: 0; margin: .3rem 0; } .aside li { margin: .35rem 0; }
.abstract { font: 1.125rem/1.65 var(--book); }
.abstract p { margin: 0 0 .9rem; max-width: 64ch; white-space: pre-line; }
.facts { display: grid; grid-template-columns: minmax(7rem, 11rem) minmax(0, 1fr); margin: 0; border-top: 1px solid var(--line); }
.facts > div { display: contents; }
.facts dt, .facts dd { margin: 0; padding: .45rem 1rem .45rem 0; border-bottom: 1px solid var(--line); }
dt { font-weight: 600; hyphens: auto; }
.aside .facts { border: 0; grid-template-columns: auto minmax(0, 1fr); font-size: .9375rem; }
.aside .facts dt, .aside .facts dd { border: 0; padding: .1rem .9rem .1rem 0; font-weight: 400; } .aside .facts dt { color: var(--quiet); }
@media (max-width: 30rem) { main .facts:not(.aside .facts) { grid-template-columns: minmax(0, 1fr); } main .facts:not(.aside .facts) dt { border: 0; padding-bottom: 0; } }
.facts .inline, .facts .inline li, .labelled .inline { margin: 0; } a:has(code) { text-underline-offset: .3em; } .labelled { display: flex; flex-wrap: wrap; gap: 0 1.1rem; align-items: baseline; } .labelled p { margin: .25rem 0; }
.number { white-space: nowrap; }
.inline { list-style: none; padding: 0; margin: .3rem 0; display: flex; flex-wrap: wrap; gap: .15rem 1.1rem; }
.cite { border-inline-start: .2rem solid var(--line); margin: .5rem 0; padding: .2rem 0 .2rem 1rem; }
.cite p { margin: 0; user-select: all; }
.year { display: grid; grid-template-columns: minmax(0, 1fr); gap: 0 2rem; border-top: 1px solid var(--line); padding: .9rem 0; }
.year h3 { margin: 0; font-variant-numeric: tabular-nums; } .year ul { list-style: none; padding: 0; margin: 0; } .year li { margin: 0 0 .5rem; }
@media (min-width: 40rem) { .year { grid-template-columns: 5rem minmax(0, 1fr); } }
.prose h2 { margin-top: 2rem; }

@media print {
  @page { margin: 2cm; }
  :root { color-scheme: light; --ground: #fff; --tint: #fff; --ink: #000; --quiet: #333; --line: #999; --edge: #666; --link: #000; --accent: #000; --mark: #fff; --warn: #000; --warn-ground: #fff; }
  body { font-size: 10.5pt; display: block; } h1 { font-size: 20pt; }
  .skip, nav, .search, .pager, .no-print { display: none !important; }
  .wide { max-width: none; padding: 0; } .banner { border-top: 0; } main { padding-block: 1rem; } .foot { background: none; }
  .two { display: block; } .aside > section { break-inside: avoid; } h2, h3 { break-after: avoid; } .hits > li { break-inside: avoid; }
  .button { background: none; color: #000; border: 0; padding: 0; min-height: 0; text-decoration: underline; }
  main a[href^=http]::after { content: ' <' attr(href) '>'; font-size: .85em; } .cite a::after { content: '' !important; }
}
`;
