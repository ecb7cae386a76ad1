/** The style of the page, with a light and a dark theme. */
export const PAGE_STYLE = `
:root { color-scheme: light dark; --line: #8884; --accent: light-dark(#0b5cad, #7ab8ff); }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 0 auto; padding: 1rem; overflow-wrap: anywhere; }
h1 small { font-weight: normal; opacity: .7; }
h2 { margin-top: 2.5rem; border-bottom: 1px solid var(--line); }
h3 { margin: 0; font-size: 1rem; }
a { color: var(--accent); }
code, pre { font: .9em ui-monospace, monospace; }
pre { overflow-x: auto; padding: .75rem; border: 1px solid var(--line); border-radius: .4rem; }
table { border-collapse: collapse; display: block; overflow-x: auto; }
th, td { overflow-wrap: normal; text-align: left; padding: .25rem .75rem .25rem 0; font-weight: normal; }
thead th { opacity: .7; }
article { margin: 1rem 0; padding: .75rem 1rem; border: 1px solid var(--line); border-radius: .4rem; }
.action { display: inline-block; min-width: 7rem; color: var(--accent); }
.text { white-space: pre-line; }
summary { cursor: pointer; }
`;
