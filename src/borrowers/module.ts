import type { DataVault } from '../platform/crypto';
import type { Database } from '../platform/database';
import { BorrowerResolver, IdentifierFields } from './borrower.resolver';
import {
  AccountHolderField,
  BorrowerEcosystemFields,
  DealerBorrowerField,
  LoanBorrowerField,
  SupplierBorrowerField,
} from './borrower-ecosystem.field';
import { SubjectIdentifierEntity } from './identity/subject-identifier.entity';
import { LawsuitEntity } from './lawsuits/lawsuit.entity';
import { BorrowerLawsuitsField } from './lawsuits/lawsuit.field';
import { LawsuitRepository } from './lawsuits/lawsuit.repository';
import { RelationEntity } from './relations/relation.entity';
import { BorrowerRelationsField, RelationFields } from './relations/relation.field';
import { RelationRepository } from './relations/relation.repository';
import { SubjectEntity } from './subject.entity';
import { SubjectRepository } from './subject.repository';

export const BORROWER_RESOLVERS = [
  BorrowerResolver,
  IdentifierFields,
  BorrowerEcosystemFields,
  AccountHolderField,
  SupplierBorrowerField,
  DealerBorrowerField,
  LoanBorrowerField,
  BorrowerRelationsField,
  RelationFields,
  BorrowerLawsuitsField,
];

export const borrowerLoaders = (database: Database, vault: DataVault) => [
  ...new SubjectRepository(database, vault).loaders,
  ...new RelationRepository(database).loaders,
  ...new LawsuitRepository(database).loaders,
];

export const BORROWER_ENTITIES = [SubjectIdentifierEntity, LawsuitEntity, RelationEntity, SubjectEntity];
