import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Device } from '../../api/devices.js';
import { metricLabel } from '../../format/labels.js';
import { t } from '../../text/text.js';
import { WEEKDAYS, type Weekday } from './definition.js';

export interface FieldOptions {
  label: string;
  fault?: string | undefined;
  hint?: string;
  wide?: boolean;
}

/** A labelled field with its hint, or what is wrong with it. */
export function field(id: string, { label, fault, hint, wide = false }: FieldOptions, input: TemplateResult): TemplateResult {
  return html`
    <div class="field ${wide ? 'wide' : ''}">
      <label for=${id}>${label}</label>${input}
      <span id="${id}-help">${fault !== undefined
        ? html`<span class="field-error" role="alert">${fault}</span>`
        : hint === undefined ? nothing : html`<span class="hint">${hint}</span>`}</span>
    </div>
  `;
}

export const typed = (event: Event): string => (event.target as HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement).value;

export interface Choice {
  value: string;
  text: string;
}

/** A list to choose from; what is chosen and not in it is shown all the same. */
export function choice(id: string, options: FieldOptions, value: string | undefined, choices: readonly Choice[], change: (value: string) => void): TemplateResult {
  const isKnown = value === undefined || value === '' || choices.some((each) => each.value === value);
  return field(id, options, html`
    <select id=${id} aria-invalid=${options.fault !== undefined ? 'true' : 'false'} aria-describedby="${id}-help" @change=${(event: Event) => change(typed(event))}>
      ${value === undefined || value === '' ? html`<option value="" selected>${t('automations.choose')}</option>` : nothing}
      ${isKnown ? nothing : html`<option .value=${value} selected>${value}</option>`}
      ${choices.map((each) => html`<option .value=${each.value} ?selected=${each.value === value}>${each.text}</option>`)}
    </select>`);
}

/** A text or number; `unit` stands behind it. */
export function entry(
  id: string, options: FieldOptions & { unit?: string; type?: string; placeholder?: string }, value: string, change: (value: string) => void,
): TemplateResult {
  const input = html`<input
    id=${id} type=${options.type ?? 'text'} inputmode=${options.unit === undefined ? nothing : 'decimal'} autocomplete="off" autocapitalize="none" spellcheck="false"
    placeholder=${options.placeholder ?? nothing} .value=${live(value)} aria-invalid=${options.fault !== undefined ? 'true' : 'false'} aria-describedby="${id}-help"
    @change=${(event: Event) => change(typed(event))}>`;
  return field(id, options, options.unit === undefined || options.unit === '' ? input : html`<span class="unit">${input}<span>${options.unit}</span></span>`);
}

export function deviceChoice(devices: readonly Device[], value: string | undefined, fault: string | undefined, change: (id: string) => void): TemplateResult {
  const choices = devices.map((device) => ({ value: device.id, text: device.name }));
  return choice('device', { label: t('automations.field.device'), fault }, value, choices, change);
}

export function metricChoice(
  devices: readonly Device[], device: string | undefined, value: string | undefined, fault: string | undefined, change: (name: string) => void,
): TemplateResult {
  const metrics = devices.find((each) => each.id === device)?.metrics ?? [];
  const choices = metrics.map((metric) => ({ value: metric.name, text: `${metricLabel(metric)}${metric.unit === null ? '' : ` (${metric.unit})`}` }));
  return choice('metric', { label: t('automations.field.metric'), fault }, value, choices, change);
}

export function weekdayChoice(days: readonly string[], change: (days: Weekday[]) => void): TemplateResult {
  return html`
    <div class="field wide">
      <span class="label" id="days-label">${t('automations.field.days')}</span>
      <div class="days" role="group" aria-labelledby="days-label">
        ${WEEKDAYS.map((day) => html`<label class="check"><input type="checkbox" .checked=${live(days.includes(day))} @change=${(event: Event) => {
          const on = (event.target as HTMLInputElement).checked;
          change(WEEKDAYS.filter((each) => (each === day ? on : days.includes(each))));
        }}>${t(`automations.day.${day}`)}</label>`)}
      </div>
      <span class="hint">${t('automations.hint.days')}</span>
    </div>
  `;
}
