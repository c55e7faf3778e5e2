import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { asApiError, type ApiError } from '../../api/http.js';
import type { PageForm } from '../../api/plugin-pages.js';
import { readRoute, sendRoute, type Row } from '../../api/plugin-routes.js';
import { renderLoaded } from '../../components/loaded.js';
import { Loader } from '../../live/loader.js';
import { navigate } from '../../router.js';
import { shared } from '../../styles/shared.js';
import { t } from '../../text/text.js';
import '../../components/ph-notice.js';
import type { PhEntryForm } from './ph-entry-form.js';
import './ph-entry-form.js';
import { fillRoute, pageAddress, pageParameters } from './placeholders.js';
import { messageOf, tellChanged, type Place } from './place.js';

/** A form that sends its values to a route. Fires `saved` with what to say as detail. */
@customElement('ph-page-form')
export class PhPageForm extends LitElement {
  static override readonly styles = [
    shared,
    css`
      :host { display: block; }
      :host([card]) { max-width: 40rem; }
      h2 { margin-bottom: 0.6rem; }
      .box { padding: 1.25rem; }
      .done { margin-bottom: 0.9rem; }
    `,
  ];

  @property({ attribute: false }) spec!: PageForm;
  @property({ attribute: false }) place!: Place;
  /** The row that is changed; null: none. */
  @property({ attribute: false }) row: Row | null = null;
  /** It stands alone on a page. */
  @property({ type: Boolean, reflect: true }) card = false;
  @state() private busy = false;
  @state() private error: ApiError | undefined;
  @state() private done = '';
  @query('ph-entry-form') private readonly form!: PhEntryForm | null;
  readonly #values = new Loader<{ values: Row | null }>(this, async (signal) => {
    const source = this.spec.source === undefined ? undefined : fillRoute(this.spec.source, this.row, this.place.parameters);
    return { values: source === undefined ? this.row : await readRoute<Row>(this.place.plugin, source, signal) };
  });

  protected override render() {
    const content = renderLoaded(this.#values, ({ values }) => html`
      ${this.done === '' ? nothing : html`<ph-notice class="done" compact kind="done" heading=${this.done}></ph-notice>`}
      <ph-entry-form .fields=${this.spec.fields} .values=${values} .place=${this.place} .action=${this.spec.submit_label} .busy=${this.busy} .error=${this.error} @send=${this.#send}>
        <slot></slot>
      </ph-entry-form>`, 2);
    return this.card
      ? html`${this.spec.title === undefined ? nothing : html`<h2>${this.spec.title}</h2>`}<div class="card box">${content}</div>`
      : content;
  }

  async #send({ detail: values }: CustomEvent<Row>): Promise<void> {
    const { spec, place } = this;
    this.busy = true;
    this.error = undefined;
    this.done = '';
    try {
      const route = fillRoute(spec.route, this.row, place.parameters, values);
      if (route === undefined) {
        throw new Error(t('page.theRouteNeedsAValue', { route: spec.route }));
      }
      const answer = await sendRoute(place.plugin, spec.method, route, values);
      const text = messageOf(answer) === '' ? (spec.done_text ?? t('page.saved')) : messageOf(answer);
      this.done = text;
      if (spec.source === undefined && this.row === null) {
        this.form?.reset();
      } else {
        void this.#values.reload();
      }
      this.dispatchEvent(new CustomEvent<string>('saved', { detail: text }));
      tellChanged(this);
      if (spec.done_page !== undefined) {
        const target = place.pages.find((page) => page.id === spec.done_page);
        navigate(pageAddress(place.plugin, spec.done_page, pageParameters(target?.parameters, answer as Row | undefined, this.row, place.parameters)));
      }
    } catch (cause) {
      this.error = asApiError(cause);
    }
    this.busy = false;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-page-form': PhPageForm;
  }
}
