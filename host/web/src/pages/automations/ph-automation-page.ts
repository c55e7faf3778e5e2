import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { hasRole } from '../../api/auth.js';
import {
  addAutomation, changeAutomation, deleteAutomation, getAutomation, testAutomation, type Automation, type Definition, type Run,
} from '../../api/automations.js';
import { getDevices, type Device } from '../../api/devices.js';
import { asApiError, type ApiError } from '../../api/http.js';
import { getJobs, type Job } from '../../api/jobs.js';
import { renderLoaded } from '../../components/loaded.js';
import { LiveController } from '../../live/live-controller.js';
import { Loader } from '../../live/loader.js';
import { navigate } from '../../router.js';
import { shared } from '../../styles/shared.js';
import { t } from '../../text/text.js';
import '../../components/ph-dialog.js';
import '../../components/ph-icon.js';
import '../../components/ph-notice.js';
import { LeaveGuard } from '../../settings/leave-guard.js';
import { definitionOf, startFrom } from './definition.js';
import './ph-automation-form.js';
import './ph-automation-history.js';
import './ph-run.js';
import { toneOf } from './words.js';

/** The editor of one automation, or of a new one. */
@customElement('ph-automation-page')
export class PhAutomationPage extends LitElement {
  static override readonly styles = [
    shared,
    css`
      .card { padding: 1.25rem; }
      .card + .card, .failure + .card, .note + .card { margin-top: 1.25rem; }
      .bar { position: sticky; bottom: 0; display: flex; flex-wrap: wrap; gap: 0.5rem; margin: 1.25rem -1.25rem -1.25rem; padding: 0.8rem 1.25rem; border-top: 1px solid var(--line); border-radius: 0 0 var(--radius) var(--radius); background: var(--surface); }
      .bar .end { margin-left: auto; }
      .failure { padding: 0.6rem 0.8rem; margin-bottom: 1rem; border-radius: var(--radius-s); background: var(--bad-soft); color: var(--bad); }
      .note { padding: 0.6rem 0.8rem; margin-bottom: 1rem; border-radius: var(--radius-s); background: var(--warn-soft); color: var(--warn); }
      h2 { margin-bottom: 0.4rem; }
      @media (max-width: 860px) { .bar { position: static; } }
    `,
  ];

  /** Its id, or `new`. */
  @property() automation = '';
  @property() search = '';
  @property() userRole = '';
  @state() private draft: Definition | undefined;
  @state() private error: ApiError | undefined;
  @state() private busy = '';
  @state() private asking = false;
  @state() private tested: Run | undefined;
  readonly #loaded = new Loader<Automation | undefined | null>(this, (signal) => (this.#isNew ? Promise.resolve(null) : getAutomation(this.automation, signal)));
  readonly #devices = new Loader<Device[]>(this, getDevices);
  readonly #jobs = new Loader<Job[]>(this, getJobs);

  constructor() {
    super();
    new LeaveGuard(this, () => this.draft !== undefined && this.busy === '');
    new LiveController(this, {
      topics: () => (this.#isNew ? [] : ['automations']),
      onEvent: () => this.#refresh(),
      onResync: () => this.#refresh(),
    });
  }

  get #isNew(): boolean {
    return this.automation === 'new';
  }

  protected override updated(changed: Map<string, unknown>): void {
    if (changed.get('automation') !== undefined) {
      this.draft = undefined;
      this.tested = undefined;
      void this.#loaded.reload();
    }
  }

  protected override render() {
    return html`
      <div class="page-head">
        <a class="button ghost icon" href="/automations" aria-label=${t('automations.back')} title=${t('automations.back')}><ph-icon .name=${'left' as const}></ph-icon></a>
        <h1>${this.#isNew ? t('automations.new') : (this.#loaded.data?.name ?? t('automations.heading'))}</h1>
        ${this.#loaded.data ? html`<span class="badge ${toneOf(this.#loaded.data.state)}">${t(`automations.state.${this.#loaded.data.state}`)}</span>` : nothing}
      </div>
      ${renderLoaded(this.#loaded, (known) => this.#content(known ?? undefined))}
    `;
  }

  #content(known: Automation | undefined) {
    const mayChange = hasRole(this.userRole, 'installer');
    const definition = this.draft ?? (known === undefined ? startFrom(new URLSearchParams(this.search).get('example')) : definitionOf(known));
    return html`
      ${known?.reason === undefined || known.reason === null ? nothing : html`<p class="note" role="status">${known.reason}</p>`}
      ${this.error === undefined ? nothing : html`<p class="failure" role="alert">${this.#failure(this.error)}</p>`}
      <div class="card">
        <ph-automation-form .definition=${definition} .devices=${this.#devices.data ?? []} .jobs=${this.#jobs.data ?? []} .faults=${this.error?.fields ?? {}}
          @edited=${(event: CustomEvent<Definition>) => { this.draft = event.detail; }}></ph-automation-form>
        ${mayChange ? this.#bar(known, definition) : html`<p class="small muted">${t('automations.readonly')}</p>`}
      </div>
      ${this.tested === undefined ? nothing : html`<div class="card" role="status"><h2>${t(this.tested.outcome === 'dry_run' ? 'automations.tested.dry' : 'automations.tested')}</h2><ph-automation-run open .run=${this.tested}></ph-automation-run></div>`}
      ${known === undefined ? nothing : html`
        <div class="card"><h2>${t('automations.runs')}</h2>
          <ph-automation-history automation=${known.id} .newest=${known.last_run?.id ?? 0}></ph-automation-history></div>`}
      ${this.asking && known !== undefined ? this.#question(known) : nothing}
    `;
  }

  #bar(known: Automation | undefined, definition: Definition) {
    const dirty = this.draft !== undefined || known === undefined;
    return html`
      <div class="bar">
        <button class="primary" ?disabled=${!dirty || this.busy !== ''} @click=${() => void this.#save(known, definition)}>${t(this.busy === 'save' ? 'automations.saving' : 'automations.save')}</button>
        ${known === undefined ? nothing : html`
          <button ?disabled=${dirty || this.busy !== ''} title=${dirty ? t('automations.save.first') : nothing} @click=${() => void this.#test(known.id, true)}>${t('automations.test.dry')}</button>
          <button ?disabled=${dirty || this.busy !== ''} title=${dirty ? t('automations.save.first') : nothing} @click=${() => void this.#test(known.id, false)}><ph-icon .name=${'play' as const}></ph-icon>${t('automations.test')}</button>
          <button class="danger-ghost end" ?disabled=${this.busy !== ''} @click=${() => { this.asking = true; }}>${t('automations.delete')}</button>`}
      </div>
    `;
  }

  #question(known: Automation) {
    return html`
      <ph-dialog heading=${t('automations.delete.ask', { name: known.name })} @closed=${() => { this.asking = false; }}>
        <div class="stack">
          <p>${t('automations.delete.text')}</p>
          <div class="row">
            <button class="danger" @click=${() => void this.#delete(known.id)}>${t('automations.delete')}</button>
            <button @click=${() => { this.asking = false; }}>${t('automations.keep')}</button>
          </div>
        </div>
      </ph-dialog>
    `;
  }

  #failure(error: ApiError): string {
    return error.status === 412 ? t('automations.conflict') : Object.keys(error.fields).length > 0 ? t('automations.refused') : error.message;
  }

  /** What is being edited stays; the hub refuses it if somebody else was faster. */
  #refresh(): void {
    if (this.draft === undefined && !this.#isNew) {
      void this.#loaded.reload();
    }
  }

  async #act(what: string, act: () => Promise<void>): Promise<void> {
    this.busy = what;
    this.error = undefined;
    try {
      await act();
    } catch (cause) {
      this.error = asApiError(cause);
      window.scrollTo({ top: 0 });
    }
    this.busy = '';
  }

  #save(known: Automation | undefined, definition: Definition): Promise<void> {
    return this.#act('save', async () => {
      const saved = known === undefined ? await addAutomation(definition) : await changeAutomation(known.id, known.version, definition);
      this.draft = undefined;
      this.#loaded.set(saved);
      if (known === undefined) {
        navigate(`/automations/${saved.id}`, { replace: true });
      }
    });
  }

  #test(id: string, dryRun: boolean): Promise<void> {
    return this.#act('test', async () => {
      this.tested = await testAutomation(id, dryRun);
    });
  }

  #delete(id: string): Promise<void> {
    return this.#act('delete', async () => {
      await deleteAutomation(id);
      this.draft = undefined;
      navigate('/automations');
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ph-automation-page': PhAutomationPage;
  }
}
