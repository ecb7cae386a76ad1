import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, posix, relative, sep } from 'node:path';

/**
 * What is wrong with a built site: links to pages or headings that are not there, and anything that a page would load
 * from elsewhere.
 *
 * @param {string} folder where the site was built
 * @param {string} base the path that it will be served under
 * @returns {string[]} a sentence for each fault
 */
export function checkSite(folder, base = '/') {
  const files = new Set(readdirSync(folder, { recursive: true }).map((file) => file.split(sep).join('/')));
  const pages = new Map();
  for (const file of files) {
    if (file.endsWith('.html')) pages.set(file, readFileSync(join(folder, file), 'utf8'));
  }
  const anchors = new Map([...pages].map(([file, html]) => [file, idsOf(html)]));
  const faults = [];
  const found = new Map();
  for (const [file, html] of pages) {
    faults.push(...foreignFaults(file, html));
    for (const fault of linkFaults(file, html, { base, files, anchors })) {
      found.set(fault, [...(found.get(fault) ?? []), file]);
    }
  }
  // A link of the navigation is on every page: it is named once.
  for (const [fault, [first, ...others]] of found) {
    faults.push(`${first}${others.length > 0 ? ` and ${others.length} more` : ''}: ${fault}`);
  }
  for (const file of files) {
    const path = join(folder, file);
    if (file.endsWith('.css') && statSync(path).isFile())
      faults.push(...foreignFaults(file, readFileSync(path, 'utf8')));
  }
  return faults;
}

function idsOf(html) {
  return new Set([...html.matchAll(/\sid="([^"]+)"/g)].map((match) => decode(match[1])));
}

function linkFaults(file, html, { base, files, anchors }) {
  const faults = new Set();
  for (const [, href] of html.matchAll(/<a\b[^>]*?\shref="([^"]*)"/g)) {
    if (/^[a-z]+:/i.test(href)) continue;
    const [path, hash] = decode(href).split('#');
    const target = targetOf(path, file, base);
    if (target === undefined || !files.has(target)) {
      faults.add(`${target ?? href} is linked, and no page of the site`);
    } else if (hash && !anchors.get(target)?.has(hash) && target !== '404.html') {
      faults.add(`#${hash} is linked, a heading that ${target} does not have`);
    }
  }
  return faults;
}

function targetOf(path, file, base) {
  if (path === '') return file;
  if (path.startsWith('/') && !path.startsWith(base)) return undefined;
  const absolute = path.startsWith('/') ? path.slice(base.length) : posix.join(posix.dirname(file), path);
  const plain = relative('.', absolute).split(sep).join('/');
  if (absolute === '' || absolute.endsWith('/')) return posix.join(plain, 'index.html');
  return /\.\w+$/.test(plain) ? plain : `${plain}.html`;
}

const FOREIGN =
  /(?:<(?:script|img|iframe|link|source)\b[^>]*?\s(?:src|href)="|@import\s+(?:url\()?["']?|url\(["']?)((?:https?:)?\/\/[^"')\s]+)/g;

function foreignFaults(file, text) {
  return [...text.matchAll(FOREIGN)].map(([, address]) => `${file} loads ${address}: a site of ours asks nobody else`);
}

function decode(text) {
  const plain = text.replaceAll('&amp;', '&').replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>');
  try {
    return decodeURIComponent(plain);
  } catch {
    return plain;
  }
}
