/** Settings of the stand-in hub. */
const text = (title, description, more) => ({ type: 'string', title, description, default: '', ...more });
const pages = {
  general: {
    title: 'General',
    schema: { type: 'object', properties: {
      name: text('Hub name', 'Shown in the browser’s title, in mails and to other programs.', { minLength: 1, maxLength: 64, default: 'PiHub' }),
      time_zone: text('Time zone', 'An IANA name such as Europe/Berlin. Empty: the operating system’s.'),
      currency: text('Currency', 'An ISO 4217 code such as EUR.', { pattern: '^(?:[A-Z]{3})$', default: 'EUR' }),
      nominal_voltage_volt: { type: 'number', format: 'double', title: 'Nominal voltage', 'x-group': 'Mains', 'x-unit': 'V', minimum: 100, maximum: 400, default: 230 },
    } },
    values: { name: 'Farm', time_zone: 'Europe/Berlin', currency: 'EUR', nominal_voltage_volt: 230 },
    sources: { name: 'admin', time_zone: 'file', currency: 'default', nominal_voltage_volt: 'environment' },
    reset_to: { name: { source: 'default', value: 'PiHub' } },
  },
  mqtt: {
    title: 'MQTT',
    schema: { type: 'object', properties: {
      maximum_clients: { type: 'integer', format: 'int32', title: 'Clients', description: 'How many may be connected at once.', 'x-group': 'Clients', 'x-needs-restart': true, minimum: 1, maximum: 1000000, default: 10000 },
      persistent_session_expiry: { type: 'string', format: 'duration', title: 'Keep sessions of MQTT 3.1.1', 'x-group': 'Sessions', 'x-needs-restart': true, default: 'P7D' },
      outbound_overflow: { type: 'string', title: 'When too many wait', 'x-group': 'Messages', 'x-needs-restart': true, enum: ['drop_newest', 'drop_oldest'], 'x-enum-titles': ['Drop newest', 'Drop oldest'], default: 'drop_newest' },
    } },
    values: { maximum_clients: 500, persistent_session_expiry: 'P7D', outbound_overflow: 'drop_newest' },
    sources: { maximum_clients: 'admin', persistent_session_expiry: 'command_line', outbound_overflow: 'default' },
    reset_to: { maximum_clients: { source: 'default', value: 10000 } },
    needs_restart: ['maximum_clients'],
  },
  recorder: {
    title: 'Recorder',
    schema: { type: 'object', properties: { retention: { type: 'array', title: 'Rules', 'x-group': 'How long readings are kept', default: [],
      description: 'The first rule that matches counts.',
      items: { type: 'object', required: ['pattern'], properties: { pattern: text('Device/metric', '', { default: '*/*' }), raw: text('Raw', '', { default: '7.00:00:00' }), minute: text('Minutes', '', { default: '90.00:00:00' }), day: text('Days', '', { default: 'forever' }) } } } } },
    values: { retention: [{ pattern: 'meter/l?.*', raw: '3.00:00:00', minute: '30.00:00:00', day: 'forever' }] },
    sources: { retention: 'admin' },
    reset_to: { retention: { source: 'default', value: [] } },
  },
};

const restart = (page) => page.needs_restart ?? [];
const find = (id) => {
  if (!(id in pages)) throw Object.assign(new Error(), { body: { status: 404, title: 'Not Found', detail: `There is no page of settings '${id}'.` } });
  return pages[id];
};
const shown = (id) => {
  const { values, sources, reset_to } = find(id);
  return { id, live: true, values, is_set: {}, sources, reset_to, errors: {}, needs_restart: restart(pages[id]) };
};

export const settingsRoutes = (option) => [
  ['GET', /^\/api\/settings$/, () => (option('empty') ? [] : Object.entries(pages).map(([id, page]) => ({ id, title: page.title, live: true, needs_restart: restart(page) })))],
  ['GET', /^\/api\/settings\/export$/, () => ({ format: 'pihub-configuration/1', version: '0.1.0', created_at: new Date().toISOString(), parts: {} })],
  ['POST', /^\/api\/settings\/import$/, (_, __, body) => (body.document?.parts?.wrong
    ? { applied: false, changes: [], skipped: [], errors: { 'settings.general.currency': ['must match the pattern ^(?:[A-Z]{3})$'], wrong: ['this hub has no such part'] } }
    : { applied: !body.dry_run, errors: {}, skipped: ['The settings of ‘tapo’ are left out: this hub does not know it, or it has not run yet.'],
      changes: [{ part: 'settings', subject: 'general', path: 'name', before: 'Farm', after: 'Barn' }, { part: 'plugin_settings', subject: 'tapo-energy', path: 'password', before: null, after: null }] })],
  ['GET', /^\/api\/settings\/([a-z]+)\/schema$/, ([id]) => find(id).schema],
  ['POST', /^\/api\/settings\/([a-z]+)\/validate$/, () => ({ errors: {} })],
  ['GET', /^\/api\/settings\/([a-z]+)$/, ([id]) => shown(id)],
  ['PUT', /^\/api\/settings\/([a-z]+)$/, ([id], _, body) => {
    const page = find(id);
    for (const [name, value] of Object.entries(body)) {
      page.values[name] = value ?? page.reset_to[name]?.value;
      page.sources[name] = value === null ? 'default' : 'admin';
      if (page.schema.properties[name]['x-needs-restart']) page.needs_restart = [...new Set([...restart(page), name])];
    }
    return shown(id);
  }],
];
