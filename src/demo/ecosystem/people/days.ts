import { addDays, type BusinessDate } from '../../../kernel';
import { DEMO_BUSINESS_DATE } from '../../business-date';
import type { Random } from '../random';

/** A day between so many days ago. */
export const someDay = (random: Random, most: number, least: number): BusinessDate =>
  addDays(DEMO_BUSINESS_DATE, -random.int(least, most));
