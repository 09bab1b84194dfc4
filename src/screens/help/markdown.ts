import { type KeyTable, showKeys } from '../../ui/keys/table.ts';

/** The tables of keys as Markdown, for the documents. */
export function renderMarkdown(tables: readonly { title: string; keys: KeyTable }[]): string {
  return tables
    .map(({ title, keys }) => {
      const rows = Object.values(keys)
        .filter(({ help }) => help !== '')
        .map((spec) => `| ${showKeys(spec)} | ${spec.help} |`);
      return [`### ${title}`, '', '| keys | what they do |', '|---|---|', ...rows].join('\n');
    })
    .join('\n\n');
}
