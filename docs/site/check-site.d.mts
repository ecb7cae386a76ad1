/** What is wrong with a built site, a sentence for each fault. */
export function checkSite(folder: string, base?: string): string[];
