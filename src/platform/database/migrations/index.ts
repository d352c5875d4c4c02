import { Subjects1780272000000 } from './1780272000000-subjects';
import { Ecosystem1780272000001 } from './1780272000001-ecosystem';
import { Credit1780272000002 } from './1780272000002-credit';
import { Records1780272000003 } from './1780272000003-records';
import { Graph1780272000004 } from './1780272000004-graph';
import { Decisions1780272000007 } from './1780272000007-decisions';
import { Reporting1780272000008 } from './1780272000008-reporting';
import { Biometrics1780272000010 } from './1780272000010-biometrics';
import { DecisionShadows1780272000011 } from './1780272000011-decision-shadows';
import { ReportingCases1780272000012 } from './1780272000012-reporting-cases';
import { DecisionStandings1780272000014 } from './1780272000014-decision-standings';

/** In order. A migration that has been released is never edited: a new one follows. */
export const MIGRATIONS = [
  Subjects1780272000000,
  Ecosystem1780272000001,
  Credit1780272000002,
  Records1780272000003,
  Graph1780272000004,
  Decisions1780272000007,
  Reporting1780272000008,
  Biometrics1780272000010,
  DecisionShadows1780272000011,
  ReportingCases1780272000012,
  DecisionStandings1780272000014,
];
