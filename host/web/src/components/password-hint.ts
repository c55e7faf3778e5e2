import { t } from '../text/text.js';

/** The hub takes 10 to 200 characters. */
export const PASSWORD_MIN = 10;
export const PASSWORD_MAX = 200;
const GOOD = 14;
const VERY_GOOD = 20;

/** How strong a password is by its length, in words; whether it is a common one only the hub knows. */
export function passwordHint(password: string): string {
  const length = password.length;
  if (length === 0) {
    return t('password.rule', { min: PASSWORD_MIN });
  }
  if (length < PASSWORD_MIN) {
    return t('password.short', { missing: PASSWORD_MIN - length });
  }
  if (new Set(password.toLowerCase()).size < 5) {
    return t('password.repeated');
  }
  return length < GOOD ? t('password.fair') : length < VERY_GOOD ? t('password.good') : t('password.verygood');
}

/** What is wrong with a new password typed twice; "" when nothing is. */
export function passwordProblem(password: string, again: string): { password: string; again: string } {
  const length = password.length;
  return {
    password: length < PASSWORD_MIN ? t('password.tooshort', { min: PASSWORD_MIN }) : length > PASSWORD_MAX ? t('password.toolong', { max: PASSWORD_MAX }) : '',
    again: password === again ? '' : t('password.different'),
  };
}
