import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { asApiError, type ApiError } from '../../api/http.js';
import type { PageAction } from '../../api/plugin-pages.js';
import { downloadRoute, sendRoute, type Row } from '../../api/plugin-routes.js';
import { navigate } from '../../router.js';
import { shared } from '../../styles/shared.js';
import { t, tCount } from '../../text/text.js';
import '../../components/ph-dialog.js';
import { saveFile } from './csv.js';
import './ph-entry-form.js';
import { fillRoute, fillText, pageAddress, pageParameters } from './placeholders.js';
import { messageOf, tellChanged, type Outcome, type Place } from './place.js';

/** A button that sends a request, after a question where one is due. Fires `outcome` with what came of it as detail. */
@customElement('ph-page-action')
export class PhPageAction extends LitElement {
  static override readonly styles = [
    shared,
    css`
      :host { display: inline-block; }
      .small { min-height: 2.1rem; padding: 0.2rem 0.7rem; font-size: 0.875rem; }
      .question { margin-bottom: 1rem; overflow-wrap: anywhere; white-space: pre-line; }
    `,
  ];

  @property({ attribute: false }) spec!: PageAction;
  @property({ attribute: false }) place!: Place;
  @property({ attribute: false }) row: Row | null = null;
  /** The keys of the chosen rows; undefined when it is not about several. */
  @property({ attribute: false }) keys: readonly unknown[] | undefined;
  @property({ type: Boolean }) small = false;
  @state() private asking = false;
  @state() private busy = false;
  @state() private error: ApiError | undefined;

  get #dangerous(): boolean {
    return this.spec.is_dangerous === true || this.spec.method === 'DELETE';
  }

  protected override render() {
    const { spec } = this;
    const look = `${this.#dangerous ? 'danger-ghost' : ''} ${this.small ? 'small' : ''}`;
    return html`
      <button class=${look} ?disabled=${this.busy} @click=${this.#press}>${this.busy && !this.asking ? t('common.working') : spec.label}</button>
      ${this.asking ? html`
        <ph-dialog heading=${spec.label} @closed=${() => { this.asking = false; this.error = undefined; }}>
          ${this.#question() === '' ? nothing : html`<p class="question">${this.#question()}</p>`}
          <ph-entry-form .fields=${spec.arguments ?? []} .place=${this.place} .action=${spec.label} ?danger=${this.#dangerous} .busy=${this.busy} .error=${this.error}
            @send=${(e: CustomEvent<Row>) => void this.#run(e.detail)}>
            <button type="button" @click=${() => { this.asking = false; this.error = undefined; }}>${t('common.cancel')}</button>
          </ph-entry-form>
        </ph-dialog>` : nothing}
    `;
  }

  #question(): string {
    const { label } = this.spec;
    const rows = this.keys?.length;
    const asked = this.spec.confirmation === undefined ? '' : fillText(this.spec.confirmation, this.row, this.place.parameters);
    if (asked !== '') {
      return rows === undefined ? asked : tCount('page.thisIsForRows', rows, { question: asked });
    }
    const act = rows === undefined ? label : tCount('page.forRows', rows, { label });
    return this.#dangerous ? `${act}?` : rows === undefined ? '' : `${act}.`;
  }

  #press(): void {
    const { spec } = this;
    if (this.#dangerous || spec.confirmation !== undefined || (spec.arguments ?? []).length > 0) {
      this.asking = true;
    } else {
      void this.#run({});
    }
  }

  async #run(values: Row): Promise<void> {
    const { spec, place, row } = this;
    this.busy = true;
    this.error = undefined;
    try {
      const route = fillRoute(spec.route, row, place.parameters, values);
      if (route === undefined) {
        throw new Error(t('page.theRouteNeedsAValue', { route: spec.route }));
      }
      const text = await this.#send(route, { ...values, ...(this.keys === undefined ? {} : { keys: this.keys }) });
      this.asking = false;
      this.#tell({ ok: true, heading: text, text: '' });
    } catch (cause) {
      const error = asApiError(cause);
      if (this.asking) {
        this.error = error;
      } else {
        this.#tell({ ok: false, heading: error.title, text: error.message });
      }
    }
    this.busy = false;
  }

  async #send(route: string, body: Row): Promise<string> {
    const { spec, place, row } = this;
    const sent = Object.keys(body).length === 0 ? undefined : body;
    if (spec.is_download === true) {
      const { name, content } = await downloadRoute(place.plugin, spec.method, route, sent);
      saveFile(name, content);
      return spec.done_text ?? t('page.isSaved', { name });
    }
    const answer = await sendRoute(place.plugin, spec.method, route, sent);
    tellChanged(this);
    if (spec.done_page !== undefined) {
      const target = place.pages.find((page) => page.id === spec.done_page);
      navigate(pageAddress(place.plugin, spec.done_page, pageParameters(target?.parameters, answer as Row | undefined, row, place.parameters)));
    }
    return messageOf(answer) === '' ? (spec.done_text ?? t('page.done')) : messageOf(answer);
  }

  #tell(detail: Outcome): void {
    this.dispatchEvent(new CustomEvent<Outcome>('outcome', { detail, bubbles: true, composed: true }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-page-action': PhPageAction;
  }
}
