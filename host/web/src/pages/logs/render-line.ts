import { html, nothing, type TemplateResult } from 'lit';
import type { LogLine } from '../../api/logs.js';
import { t } from '../../text/text.js';
import '../../components/ph-icon.js';
import { SHORT, asText, formatLogTime, shortCategory } from './lines.js';

/** A line of the log as an entry of a list. */
export const renderLine = (line: LogLine, withPlugin: boolean): TemplateResult => html`
  <li class=${line.level}>
    <time class="time" datetime=${line.time} title=${line.time}>${formatLogTime(line.time)}</time>
    <span class="level">${SHORT[line.level]}</span>
    <span class="text">${withPlugin && line.plugin !== null ? html`<a class="badge" href="/plugins/${encodeURIComponent(line.plugin)}/logs">${line.plugin}</a> ` : nothing}<span class="category" title=${line.category}>${shortCategory(line.category)}</span> ${line.message}${exceptionOf(line)}</span>
    <button class="ghost icon copy" aria-label=${t('logs.copyLine')} title=${t('logs.copyLine')} @click=${(event: Event) => void copy(line, event)}><ph-icon .name=${'copy' as const}></ph-icon></button>
  </li>`;

/** Its first line says what happened; those inside it are read when wanted. */
function exceptionOf({ exception }: LogLine): TemplateResult | typeof nothing {
  if (exception === null) {
    return nothing;
  }
  const [first, ...inner] = exception.split('\n');
  return html`<details ?open=${inner.length === 0}><summary>${first}</summary>${inner.length === 0 ? nothing : `${t('logs.causedBy')}\n${inner.join('\n')}`}</details>`;
}

async function copy(line: LogLine, event: Event): Promise<void> {
  const row = (event.currentTarget as HTMLElement).closest('li');
  try {
    await navigator.clipboard.writeText(asText([line]));
  } catch {
    // Without HTTPS a browser has no clipboard; the line is selected instead.
    if (row !== null) {
      getSelection()?.selectAllChildren(row);
    }
  }
}
