import { describe, expect, it, vi } from 'vitest';
import type { InstallProgress } from '../src/api/catalogue.js';
import { ApiError, problemOf } from '../src/api/http.js';
import type { Plugin, PluginUsage, PluginVersion } from '../src/api/plugins.js';
import { isProgress, progressOf } from '../src/pages/plugins/catalogue/install-words.js';
import { switchOutcome, versionOutcome } from '../src/pages/plugins/change-outcome.js';
import { figuresOf } from '../src/pages/plugins/figures.js';
import { refusalOf } from '../src/pages/plugins/install/refusal.js';
import { permissionsOf, violationWords, wordsOf } from '../src/pages/plugins/permission-words.js';
import { applyPlugin, byName, withPlugin } from '../src/pages/plugins/plugin-list.js';
import { actionsOf, dependentsOf, phasePercent, phaseWords } from '../src/pages/plugins/plugin-state.js';
import { PluginWork } from '../src/pages/plugins/plugin-work.js';
import { grouped, signatureWords } from '../src/pages/plugins/signature-words.js';
import { routeOf } from '../src/router.js';

const usage: PluginUsage = {
  memory_bytes: 0, allocated_bytes: 0, requests: 0, request_errors: 0, requests_refused: 0, in_flight: 0, long_requests: 0, samples: 0, sample_errors: 0,
  handler_lag: 0, samples_missed: 0, unobserved_failures: 0, thread_failures: 0, violations: [], not_unloaded: 0, stray_files: [],
};
const unsigned = { status: 'unsigned', signer: null, fingerprint: null } as const;
const version = (name: string, change: Partial<PluginVersion> = {}): PluginVersion =>
  ({ name, source: 'installed', reason: null, signature: unsigned, sha256: null, installed_at: null, ...change });
const plugin = (change: Partial<Plugin> = {}): Plugin => ({
  id: 'pump', name: 'Pump', version: '1.1.0', description: null, license: null, icon: null, state: 'running', reason: null, enabled: true, sdk: null,
  permissions: { subscribe: [], publish: [], connect: [], hardware: [] }, drivers: [], pages: [], has_settings: false, jobs: 0, listener_port: null, phase: null,
  versions: [version('1.1.0'), version('1.0.0')], chosen_version: '1.1.0', source: 'installed', signature: unsigned, previous_version: null,
  pending_version: null, pending_permissions: null, last_change: null, depends_on: [], started_at: null, restarts: 0, next_try_at: null, not_unloaded: null,
  usage, asset_path: null, ...change,
});
const change = (to: string, outcome: 'upgraded' | 'rolled_back' | 'failed', reason: string | null = null) =>
  ({ from: '1.1.0', to, outcome, reason, at: '2026-01-15T12:00:00Z' });

describe('a permission in words', () => {
  const none = { subscribe: [], publish: [], connect: [], hardware: [], listen: [] };
  it.each([
    [{ subscribe: ['pihub/+/state'] }, 'reads the values of all devices', 'pihub/+/state'],
    [{ subscribe: ['pihub/meter/event'] }, 'reads the events of the device meter', 'pihub/meter/event'],
    [{ subscribe: ['pihub/#'] }, 'reads everything of all devices', 'pihub/#'],
    [{ subscribe: ['#'] }, 'reads every MQTT topic', '#'],
    [{ subscribe: ['zigbee/#'] }, 'reads the MQTT topic zigbee/# (+ and # stand for any)', ''],
    [{ subscribe: ['house/door'] }, 'reads the MQTT topic house/door', ''],
    [{ subscribe: ['pihub/+/constructor'] }, 'reads the MQTT topic pihub/+/constructor (+ and # stand for any)', ''],
    [{ publish: ['pihub/pump/#'] }, 'publishes everything of the device pump', 'pihub/pump/#'],
    [{ publish: ['pihub/+/command'] }, 'publishes the commands of all devices', 'pihub/+/command'],
    [{ connect: ['api.example.com'] }, 'connects to api.example.com', ''],
    [{ connect: ['*.example.com'] }, 'connects to all hosts below example.com', '*.example.com'],
    [{ connect: ['local'] }, 'connects to everything in your own network', 'local'],
    [{ hardware: ['spi:0.0'] }, 'opens the hardware port spi:0.0', ''],
    [{ hardware: ['serial:/dev/ttyUSB*'] }, 'opens the hardware ports that begin with serial:/dev/ttyUSB', 'serial:/dev/ttyUSB*'],
    [{ hardware: ['*'] }, 'opens every hardware port', '*'],
    [{ listen: [9000] }, 'serves its own network port 9000', ''],
  ])('of %o is "%s"', (asked, words, entry) => {
    expect(wordsOf({ ...none, ...asked }).map((each) => [each.words, each.entry])).toEqual([[words, entry]]);
  });

  it('names the port and the plugins that it needs, too', () => {
    expect(permissionsOf(plugin({ listener_port: 502, depends_on: ['energy'] })).map((each) => each.words))
      .toEqual(['serves its own network port 502', 'needs the plugin energy']);
  });

  it('is told with how often it was overstepped', () => {
    const violation = { kind: 'connect' as const, text: 'it tried to connect to evil.example', count: 3, last_at: '' };
    expect(violationWords(violation)).toBe('It tried to connect to evil.example (refused 3 times)');
    expect(violationWords({ ...violation, count: 1 })).toContain('refused once');
  });
});

describe('what a plugin offers', () => {
  it('is nothing but removal when there is one version', () => {
    expect(actionsOf(plugin({ versions: [version('1.1.0')] }))).toEqual({ consent: undefined, rollBack: undefined, isForward: false, others: [], remove: true });
  });

  it('is a way back, and forward again after that', () => {
    expect(actionsOf(plugin({ previous_version: '1.0.0' }))).toMatchObject({ rollBack: '1.0.0', isForward: false });
    expect(actionsOf(plugin({ chosen_version: '1.0.0', previous_version: '1.1.0' }))).toMatchObject({ rollBack: '1.1.0', isForward: true });
  });

  it('is no removal of what came with the hub, in any version', () => {
    expect(actionsOf(plugin({ versions: [version('1.1.0'), version('1.0.0', { source: 'bundled' })] })).remove).toBe(false);
  });

  it('are other versions, but not broken ones and not the one that waits for consent', () => {
    const versions = ['2.0.0', '1.3.0', '1.2.0', '1.1.0'].map((name) => version(name, name === '1.3.0' ? { reason: 'it has no entry' } : {}));
    expect(actionsOf(plugin({ versions, pending_version: '2.0.0' }))).toMatchObject({ consent: '2.0.0', others: ['1.2.0'] });
  });

  it('knows who needs it', () => {
    const others = [plugin({ id: 'a', name: 'A', depends_on: ['pump'] }), plugin({ id: 'b', name: 'B', depends_on: ['pump'], enabled: false }), plugin()];
    expect(dependentsOf('pump', others)).toEqual(['A']);
  });
});

describe('progress', () => {
  it('is the phase in words, and what the state says without one', () => {
    expect(phaseWords(plugin({ phase: 'loading 1.2.0' }))).toBe('Loading 1.2.0…');
    expect(phaseWords(plugin({ state: 'stopping' }))).toBe('Stopping 1.1.0…');
    expect(phaseWords(plugin())).toBe('');
  });

  it('grows with each phase', () => {
    const percents = ['installing 2.0.0', 'loading 2.0.0', 'stopping 1.0.0', 'starting 2.0.0'].map((phase) => phasePercent(phase) ?? 0);
    expect(percents).toEqual(percents.toSorted((a, b) => a - b));
    expect(new Set(percents).size).toBe(4);
    expect(phasePercent('something new')).toBeUndefined();
    expect(phasePercent(null)).toBeUndefined();
  });

  it('of an installation has figures while it downloads, and ends', () => {
    const at = (phase: InstallProgress['phase'], total_bytes = 4000): InstallProgress => ({ id: 'pump', phase, received_bytes: 1000, total_bytes, reason: null });
    expect(progressOf(at('downloading'), null)).toEqual({ label: 'Downloading…', more: '1.0 kB of 4.0 kB', percent: 25 });
    expect(progressOf(at('downloading', 0), null)?.percent).toBeUndefined();
    expect(progressOf(at('installing'), 'stopping 1.0.0')?.label).toBe('Installing: stopping 1.0.0…');
    expect(progressOf(at('done'), null)).toBeUndefined();
    expect(isProgress(at('checking'))).toBe(true);
    expect(isProgress({ id: 'pump' })).toBe(false);
  });
});

describe('the outcome', () => {
  it('of a version that took over is good', () => {
    expect(versionOutcome(plugin({ last_change: change('1.1.0', 'upgraded') }), '1.1.0')).toEqual({ ok: true, heading: '1.1.0 runs now', text: '' });
    expect(versionOutcome(plugin({ enabled: false, state: 'disabled' }), '1.1.0').heading).toBe('1.1.0 is installed');
  });

  it('of one that was taken back says why, and what goes on', () => {
    expect(versionOutcome(plugin({ last_change: change('1.2.0', 'rolled_back', 'it failed to start: no port') }), '1.2.0'))
      .toEqual({ ok: false, heading: '1.2.0 was taken back', text: 'It failed to start: no port. 1.1.0 goes on, with its data.' });
  });

  it('of one that asks for more is that it waits', () => {
    expect(versionOutcome(plugin({ pending_version: '1.2.0', last_change: change('1.1.0', 'upgraded') }), '1.2.0').heading).toBe('1.2.0 waits for you');
  });

  it('of switching on a plugin that does not start is its reason', () => {
    expect(switchOutcome(plugin({ state: 'quarantined', reason: 'the port is gone' }))).toEqual({ ok: false, heading: 'It does not start', text: 'The port is gone.' });
    expect(switchOutcome(plugin({ state: 'waiting', reason: 'it needs energy' })).heading).toBe('It is on, and waits');
    expect(switchOutcome(plugin({ enabled: false, state: 'disabled' })).heading).toBe('It is off');
  });
});

describe('the list', () => {
  it('is by name, and an event takes its plugin\'s place', () => {
    const list = byName([plugin({ id: 'b', name: 'b' }), plugin({ id: 'a', name: 'A' })]);
    expect(withPlugin(list, plugin({ id: 'c', name: 'Aa' })).map((each) => each.id)).toEqual(['a', 'c', 'b']);
    expect(applyPlugin(list, plugin({ id: 'a', name: 'A', phase: 'loading 2.0.0' }))?.map((each) => each.phase)).toEqual(['loading 2.0.0', null]);
  });

  it('is read anew when an event says too little', () => {
    expect(applyPlugin([], null)).toBeUndefined();
    expect(applyPlugin([], { id: 'a' })).toBeUndefined();
  });
});

describe('the figures', () => {
  const labels = (of: Plugin, all = false): string[] => figuresOf(of, all).map((figure) => figure.label);

  it('of a quiet plugin are its memory, and all when asked for', () => {
    expect(labels(plugin())).toEqual(['Memory']);
    expect(labels(plugin(), true)).toContain('Restarts');
    expect(labels(plugin({ state: 'disabled' }))).toEqual([]);
  });

  it('name errors of every kind and refusals', () => {
    const busy = plugin({ usage: { ...usage, request_errors: 2, thread_failures: 1, violations: [{ kind: 'connect', text: '', count: 4, last_at: '' }] } });
    const figures = figuresOf(busy, false);
    expect(figures.find((figure) => figure.label === 'Errors')).toMatchObject({ text: '3', kind: 'bad', explained: 'Since the hub started: 2 in requests, 1 in its own threads.' });
    expect(figures.find((figure) => figure.label === 'Refused')).toMatchObject({ text: '4' });
  });

  it('colour many waiting samples only', () => {
    const lag = (handler_lag: number) => figuresOf(plugin({ usage: { ...usage, handler_lag } }), false).find((figure) => figure.label === 'Waiting samples');
    expect(lag(3)?.kind).toBe('');
    expect(lag(5000)?.kind).toBe('warn');
    expect(lag(0)).toBeUndefined();
  });
});

it('lists every reason of a refused package', async () => {
  const body = JSON.stringify({ title: 'x', detail: 'The package is refused: a; b.', errors: ['a', 'b'] });
  const error = await problemOf(new Response(body, { status: 422, headers: { 'content-type': 'application/problem+json' } }));
  expect(refusalOf(error, 'bad.pihub')).toEqual({ heading: 'bad.pihub is refused', reasons: ['a', 'b'] });
  expect(refusalOf(new ApiError(409, 'Conflict', 'It is installed.'), 'same.pihub')).toEqual({ heading: 'same.pihub was not installed', reasons: ['It is installed.'] });
});

it('says who signed', () => {
  expect(signatureWords({ status: 'signed', signer: 'Anna', fingerprint: 'ab' })).toBe('signed by Anna');
  expect(signatureWords({ status: 'unknown_key', signer: null, fingerprint: 'ab' })).toBe('signed by an unknown key');
  expect(grouped('0123456789abcdef01')).toBe('01234567 89abcdef 01');
});

it('keeps a failure\'s words and is free again', async () => {
  const host = Object.assign(document.createElement('div'), { addController: vi.fn(), removeController: vi.fn(), requestUpdate: vi.fn(), updateComplete: Promise.resolve(true) });
  const work = new PluginWork(host);
  const heard: string[] = [];
  host.addEventListener('plugin-changed', () => heard.push('changed'));
  host.addEventListener('outcome', () => heard.push('outcome'));

  await work.change(() => Promise.reject(new ApiError(409, 'Conflict', 'Others need it.')), switchOutcome);
  expect([work.failure, work.busy, heard]).toEqual(['Others need it.', false, []]);

  await work.change(() => Promise.resolve(plugin()), switchOutcome);
  expect([work.failure, heard]).toEqual(['', ['changed', 'outcome']]);
});

it('has an address for the details of a plugin', () => {
  expect(routeOf('/plugins/pump')).toEqual({ page: 'plugin-details', plugin: 'pump' });
  expect(routeOf('/plugins')).toEqual({ page: 'plugins' });
  expect(routeOf('/plugins/pump/settings')).toEqual({ page: 'plugin-settings', plugin: 'pump' });
});
