"""How a report looks, on screen and on A4. Every text has a contrast of 4.5 or more."""

STYLE = """
:root { color-scheme: light dark; --ink: #1d2327; --quiet: #565f66; --paper: #fff; --line: #d5dade;
  --accent: #2f6f8f; --band: #dfe9ee; --good: #1d6b3a; --low: #8a4b08; }
@media (prefers-color-scheme: dark) { :root { --ink: #e4e7e9; --quiet: #a4adb3; --paper: #16191b;
  --line: #3a4248; --accent: #6cb2d3; --band: #2a3a43; --good: #7fcb9b; --low: #e0aa6a; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 3rem 1.25rem 4rem; max-width: 42.5rem; background: var(--paper);
  color: var(--ink); font: 1rem/1.5 "Source Sans 3", "Noto Sans", "Segoe UI", "Helvetica Neue", Arial,
  sans-serif; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
h1, h2, h3 { line-height: 1.2; font-weight: 600; text-wrap: balance; break-after: avoid; margin: 0; }
h1 { font-size: 1.9rem; letter-spacing: -.01em; }
h2 { font-size: 1.25rem; margin-top: 2.75rem; padding-top: .75rem; border-top: 1px solid var(--line); }
h3 { font-size: 1rem; margin-top: 1.75rem; }
p, ul, dl, table, figure, blockquote { margin: .75rem 0 0; }
header p, .quiet, footer { color: var(--quiet); }
header p { margin-top: .4rem; }
ul { padding-left: 1.1rem; }
li + li { margin-top: .2rem; }
dl { display: grid; grid-template-columns: 8.5rem 1fr; gap: .3rem 1rem; }
dt { color: var(--quiet); }
dd { margin: 0; }
blockquote { padding-left: 1rem; border-left: 3px solid var(--accent); break-inside: avoid; }
blockquote + blockquote { margin-top: 1.3rem; }
blockquote p { margin: 0; font-size: 1.1rem; }
blockquote footer { margin: .2rem 0 0; padding: 0; border: 0; font-size: .9rem; }
table { width: 100%; border-collapse: collapse; font-size: .9rem; }
caption { text-align: left; color: var(--quiet); padding-bottom: .3rem; }
th, td { text-align: left; vertical-align: top; padding: .35rem .9rem .35rem 0; font-weight: 400;
  border-top: 1px solid var(--line); unicode-bidi: plaintext; min-width: 3.75rem; }
thead th { color: var(--quiet); border-top: 0; }
tr { break-inside: avoid; }
th:last-child, td:last-child { padding-right: 0; }
.number { text-align: right; white-space: nowrap; }
.answers { table-layout: fixed; }
.answers th:nth-child(1) { width: 35%; }
.answers th:nth-child(2) { width: 21%; }
.answers small { display: block; font-size: inherit; color: var(--quiet); }
.seen { list-style: none; padding: 0; margin: 0; color: var(--quiet); font-size: .85rem; line-height: 1.4; }
.better { color: var(--good); }
.worse { color: var(--low); }
figure { margin-top: 1.5rem; break-inside: avoid; }
figcaption { margin-bottom: .7rem; }
figcaption span { color: var(--quiet); }
svg { display: block; width: 100%; height: auto; font-size: 13px; }
svg text { fill: var(--ink); }
svg .quiet { fill: var(--quiet); }
.bar { fill: var(--accent); }
.band { fill: var(--band); stroke: var(--quiet); stroke-width: .5; }
.axis, .grid { stroke: var(--line); }
.before { fill: var(--paper); stroke: var(--ink); stroke-width: 1.5; }
details { margin-top: .4rem; font-size: .9rem; color: var(--quiet); }
details table { color: var(--ink); }
body > footer { margin-top: 3rem; padding-top: .75rem; border-top: 1px solid var(--line); font-size: .9rem; }
@page { size: A4; margin: 14mm 18mm; }
@media print {
  :root { color-scheme: light; --ink: #000; --quiet: #4a4f53; --paper: #fff; --line: #c4cacf;
    --accent: #2f6f8f; --band: #dfe9ee; --good: #1d6b3a; --low: #8a4b08; }
  html { font-size: 9.2pt; }
  body { padding: 0; max-width: none; line-height: 1.35; print-color-adjust: exact;
    -webkit-print-color-adjust: exact; }
  h1 { font-size: 1.7rem; }
  h2 { margin-top: 1.1rem; padding-top: .4rem; }
  h3 { margin-top: .9rem; }
  p, ul, dl, table, blockquote { margin-top: .4rem; }
  figure { margin-top: .7rem; }
  figcaption { margin-bottom: .4rem; }
  svg { max-width: 145mm; }
  th, td { padding-top: .18rem; padding-bottom: .18rem; line-height: 1.3; }
  .seen { font-size: .75rem; line-height: 1.2; }
  details { display: none; }
  body > footer { margin-top: 1.3rem; }
}
""".strip()
