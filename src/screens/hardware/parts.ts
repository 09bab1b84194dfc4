import type { HardwareSection } from '../../client/hardware/model.ts';
import { clip, pad, widthOf } from '../../ui/text/fit.ts';
import { fitLine, type Line, type Span, span } from '../../ui/text/line.ts';

/** How wide the list of parts is. */
export const LIST = 21;

const hasProblems = ({ blocks }: HardwareSection): boolean =>
  blocks.some((block) => block.kind === 'table' && block.rows.some(({ problems }) => problems.length > 0));

/** The parts of the hardware in a column, with how many devices each has and a sign where something could not be read. */
export function renderList(sections: readonly HardwareSection[], selected: HardwareSection): Line[] {
  return sections.map((section): Line => {
    const end = `${hasProblems(section) ? '! ' : ''}${section.count ?? ''} `;
    const text = pad(` ${section.title}`, LIST - widthOf(end));
    if (section.id === selected.id) return fitLine([span(text + end, 'selected')], LIST, 'selected');
    return [span(text), span(end, hasProblems(section) ? 'warning' : 'dim')];
  });
}

/** The parts in a row, as many as fit, the shown one among them, and at the end which of how many that is. */
export function renderTabs(
  sections: readonly HardwareSection[],
  selected: HardwareSection,
  columns: number,
): Line {
  const at = sections.findIndex(({ id }) => id === selected.id);
  const end = ` ${at + 1}/${sections.length}`;
  const pages = toPages(sections, columns - widthOf(end) - 4);
  const page = pages.find((each) => each.some(({ id }) => id === selected.id)) ?? [];
  const more = (there: boolean, sign: string) => span(there ? sign : '  ', 'key');
  const tabs = page.flatMap((section): Span[] => [
    span(` ${section.title} `, section.id === selected.id ? 'selected' : 'plain'),
  ]);
  const bar = [more(page[0] !== sections[0], '< '), ...tabs, more(page.at(-1) !== sections.at(-1), ' >')];
  return [...fitLine(bar, Math.max(0, columns - widthOf(end))), span(clip(end, columns), 'dim')];
}

/** The same pages whatever is selected, so that the row does not move with every key. */
function toPages(sections: readonly HardwareSection[], room: number): HardwareSection[][] {
  const pages: HardwareSection[][] = [];
  let left = 0;
  for (const section of sections) {
    const width = widthOf(section.title) + 2;
    const page = pages.at(-1);
    if (page !== undefined && width <= left) page.push(section);
    else pages.push([section]);
    left = (page !== undefined && width <= left ? left : room) - width;
  }
  return pages;
}
