/** Automations of the stand-in hub. */
const at = (s) => new Date(Date.now() + s * 1000).toISOString();
const run = (id, change) => ({ id, time: at(-900 * (40 - id)), trigger: 'meter l1.power went above 2000 for 60 s (2143)', is_test: false, outcome: 'succeeded', conditions: [{ text: 'mon, tue, wed, thu, fri 07:00–22:00', met: true, message: 'it is wed 14:05' }],
  actions: [{ type: 'notify', text: 'notify (warning): House uses 2143 W', status: 'succeeded', message: null }, { type: 'command', text: 'command switch of boiler', status: 'succeeded', message: 'off' }], duration_ms: 84, ...change });
const failed = run(38, { outcome: 'failed', actions: [{ type: 'command', text: 'command start of water-pump', status: 'failed', message: "the device 'water-pump' did not answer within 12 s" }, { type: 'notify', text: 'notify (info): Watering', status: 'skipped', message: null }], conditions: [], duration_ms: 12004 });
const unmet = run(37, { outcome: 'conditions_not_met', conditions: [{ text: 'between sunset and sunrise', met: false, message: 'it is day' }], actions: [{ type: 'notify', text: 'notify (info): Light on', status: 'skipped', message: null }], duration_ms: 2 });
const one = (id, name, change) => ({ id, version: 3, name, enabled: true, triggers: [], conditions: [], actions: [], cooldown_s: 0, state: 'waiting', reason: null, next: null, last_run: null, suppressed: 0, dropped: 0, ...change });

export const automations = [
  one('a1', 'Boiler off when the house uses much', { triggers: [{ type: 'metric', device: 'meter', metric: 'l1.power', is: 'above', value: 2000, hysteresis: 200, for_s: 60 }],
    conditions: [{ type: 'time', after: '07:00', before: '22:00', weekdays: ['mon', 'tue', 'wed', 'thu', 'fri'] }],
    actions: [{ type: 'notify', continue_on_error: false, severity: 'warning', title: 'House uses {value} W', text: 'Since {time}' }, { type: 'publish', continue_on_error: true, topic: 'home/boiler/set', payload: '{"power":{value}}', retain: false }], cooldown_s: 600, last_run: run(39) }),
  one('b2', 'Water the garden', { triggers: [{ type: 'time', cron: '0 30 6 ? * MON,WED,FRI' }, { type: 'sun', is: 'sunset', offset_minutes: -30 }], actions: [{ type: 'command', continue_on_error: false, device: 'water-pump', command: 'start' }], next: at(5400), last_run: failed }),
  one('c3', 'Night light', { triggers: [{ type: 'sun', is: 'sunset', offset_minutes: 0 }], actions: [{ type: 'job', continue_on_error: false, plugin: 'nas-cache', job: 'sync' }], state: 'impeded', reason: "Sunrise and sunset need the hub's location: set latitude and longitude in the general settings.", last_run: unmet }),
  one('d4', 'Ping pong', { enabled: false, triggers: [{ type: 'event', device: 'meter', event: 'voltage_dip' }], actions: [{ type: 'publish', continue_on_error: false, topic: 'home/alarm', payload: 'on' }], state: 'stopped', reason: 'It ran more than 30 times within a minute, so it probably sets off itself. Change its triggers, or give it a cooldown, and switch it on again.', last_run: run(36) }),
];

export const automationRuns = () => ({ runs: [run(39), failed, unmet, run(36), run(35, { is_test: true, trigger: 'test by demo' })], next: 35 });
export const tried = (dry) => (dry ? run(0, { time: at(0), outcome: 'dry_run', trigger: 'test by demo', is_test: true, actions: [{ type: 'notify', text: 'notify (warning): House uses 812 W', status: 'planned', message: null }] }) : run(40, { time: at(0), trigger: 'test by demo', is_test: true }));

/** What the real hub would find wrong, as far as the pages show it. */
export const faults = (body) => ({
  ...(body.name.trim() === '' ? { name: ['has 1 to 100 characters'] } : {}),
  ...Object.fromEntries(body.triggers.flatMap((t, i) => [...(t.device === '' ? [[`triggers[${i}].device`, ['choose a device']]] : []), ...(t.type === 'metric' && typeof t.value !== 'number' && t.is !== 'changes' ? [[`triggers[${i}].value`, ['is a number']]] : [])])),
  ...Object.fromEntries(body.actions.flatMap((a, i) => (a.type === 'notify' && a.title.trim() === '' ? [[`actions[${i}].title`, ['has 1 to 200 characters']]] : []))),
});
