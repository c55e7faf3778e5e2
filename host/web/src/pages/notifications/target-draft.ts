import type { Target, TargetChange, TargetKind } from '../../api/notification-targets.js';
import type { Severity } from '../../api/notifications.js';

export const DEFAULT_TOPIC = 'pihub/$hub/notification';

/** The kinds that the hub itself tells of. */
export const KINDS = [
  'plugin_quarantined', 'plugin_failed', 'plugin_update', 'recorder_failing', 'disk_nearly_full', 'storage_damaged', 'device_offline', 'backup_failed',
  'certificate_expiring', 'job_failed', 'clock_not_set',
] as const;

/** What is entered, separated by commas, blanks or lines. */
export const listOf = (text: string): string[] => text.split(/[\s,;]+/).filter((part) => part !== '');

/** A form's fields as the hub wants them. An empty secret means that the one it has stays. */
export function changeOf(kind: TargetKind, form: FormData, before: Target | undefined): TargetChange {
  const text = (name: string): string => {
    const value = form.get(name);
    return typeof value === 'string' ? value.trim() : '';
  };
  const secret = form.get('secret');
  const wantsNone = form.get('no_secret') !== null;
  const change: TargetChange = {
    name: text('name'),
    kind,
    enabled: before?.enabled ?? true,
    least_severity: text('least_severity') as Severity,
    kinds: listOf(text('kinds')),
    quiet_minutes: text('quiet_minutes') === '' ? 0 : Number(text('quiet_minutes')),
    mqtt: kind === 'mqtt' ? { topic: text('topic') } : null,
    mail: kind === 'mail' ? {
      host: text('host'), port: Number(text('port')), security: text('security') === 'none' ? 'none' : 'start_tls',
      user: text('user') === '' ? null : text('user'), from: text('from'), to: listOf(text('to')),
    } : null,
    webhook: kind === 'webhook' ? { url: text('url') } : null,
  };
  if (wantsNone) {
    return { ...change, secret: '' };
  }
  return typeof secret === 'string' && secret !== '' ? { ...change, secret } : change;
}

/** A target as it is sent back when only its switch is turned. */
export const switched = (target: Target, enabled: boolean): TargetChange => ({
  name: target.name, kind: target.kind, enabled, least_severity: target.least_severity, kinds: target.kinds, quiet_minutes: target.quiet_minutes,
  mqtt: target.mqtt, mail: target.mail, webhook: target.webhook,
});

/** Where it goes, in one line. */
export function addressOf(target: Target): string {
  switch (target.kind) {
    case 'mqtt':
      return target.mqtt?.topic ?? '';
    case 'mail':
      return target.mail?.to.join(', ') ?? '';
    case 'webhook':
      return target.webhook?.url ?? '';
  }
}
