import { Ctx, Extensions, FieldResolver, Resolver, Root } from 'type-graphql';
import { subjectById, toBorrower } from '../../borrowers';
import {
  accountById,
  contactPointById,
  dealerById,
  deviceById,
  loanById,
  maskContactPoint,
  maskFingerprint,
  supplierById,
  toAccount,
  toContactPoint,
  toDealer,
  toDevice,
  toLoan,
  toSupplier,
} from '../../ecosystem';
import { may } from '../../kernel';
import { maskIdentifier, maskName } from '../../kernel/identity';
import { access } from '../../platform/graphql';
import type { LoaderToken } from '../../platform/loaders';
import type { RequestContext } from '../../platform/request';
import { maskedUnlessPermitted } from '../../security';
import type { GraphNodeKind } from '../graph.codes';
import { type Mark, markKey, worstLevel } from '../marks/mark';
import { MARK_SOURCES } from '../marks/mark-sources';
import { nodeRow } from '../node-key';
import { RiskGraphEntity, RiskGraphMark, RiskGraphMarks, RiskGraphNode } from './risk-graph.type';

/** How each kind of node is shown: its entity, and the line under its symbol. */
interface Showing {
  entity(row: string, context: RequestContext): Promise<typeof RiskGraphEntity | null>;
  label(row: string, context: RequestContext): Promise<string | null>;
}

const showing = <Item>(
  token: LoaderToken<string, Item | null>,
  toEntity: (item: Item) => typeof RiskGraphEntity,
  label: (item: Item, context: RequestContext) => string | null,
): Showing => ({
  async entity(row, context) {
    const item = await context.load(token, row);
    return item === null ? null : toEntity(item);
  },
  async label(row, context) {
    const item = await context.load(token, row);
    return item === null ? null : label(item, context);
  },
});

const SHOWING: Readonly<Record<GraphNodeKind, Showing>> = {
  SUBJECT: showing(subjectById, toBorrower, ({ id, kind, name }, context) => {
    if (!name || kind === 'ENTERPRISE') return name?.reveal() ?? null;
    return maskedUnlessPermitted(context, { type: 'Borrower', id }, 'displayName', name, (clear) =>
      maskName(clear, 'PERSON'),
    );
  }),
  ACCOUNT: showing(accountById, toAccount, ({ id, accountNo }, context) =>
    maskedUnlessPermitted(context, { type: 'Account', id }, 'accountNo', accountNo, (clear) =>
      maskIdentifier('ACCOUNT_NO', clear),
    ),
  ),
  SUPPLIER: showing(supplierById, toSupplier, ({ name }) => name),
  DEALER: showing(dealerById, toDealer, ({ name }) => name),
  DEVICE: showing(deviceById, toDevice, ({ id, systemName, fingerprint }, context) => {
    const shown = maskedUnlessPermitted(
      context,
      { type: 'Device', id },
      'fingerprint',
      fingerprint,
      maskFingerprint,
    );
    return systemName === null ? shown : `${systemName} ${shown}`;
  }),
  CONTACT_POINT: showing(contactPointById, toContactPoint, ({ id, kind, value }, context) =>
    maskedUnlessPermitted(context, { type: 'ContactPoint', id }, 'value', value, (clear) =>
      maskContactPoint(kind, clear),
    ),
  ),
  LOAN: showing(loanById, toLoan, ({ loanNo }) => loanNo),
};

@Resolver(() => RiskGraphNode)
export class RiskGraphNodeFields {
  @Extensions(access('graph:read'))
  @FieldResolver(() => RiskGraphEntity, {
    nullable: true,
    description:
      'What stands here, with all its own fields and their own permissions. Null when an edge leads to something that is not stored.',
  })
  entity(
    @Root() node: RiskGraphNode,
    @Ctx() context: RequestContext,
  ): Promise<typeof RiskGraphEntity | null> {
    return SHOWING[node.kind].entity(nodeRow(node.key), context);
  }

  @Extensions(access('graph:read', { personal: true }))
  @FieldResolver(() => String, {
    description:
      'A short line for a picture: a name, number or system. Personal values are masked without the permission pii:read. Empty where nothing is known.',
  })
  async label(@Root() node: RiskGraphNode, @Ctx() context: RequestContext): Promise<string> {
    return (await SHOWING[node.kind].label(nodeRow(node.key), context)) ?? '';
  }

  @Extensions(access('graph:read'))
  @FieldResolver(() => RiskGraphMarks, {
    description:
      "What spoke against it on the graph's day, `asOf` (风险标记). Of an earlier day: loans by their instalments that were due and unpaid, cases that were filed, circles and rings only as far as they were computed by then.",
  })
  async marks(@Root() node: RiskGraphNode, @Ctx() context: RequestContext): Promise<RiskGraphMarks> {
    const sources = MARK_SOURCES.filter(
      ({ kinds, permission }) => kinds.includes(node.kind) && may(context.principal, permission),
    );
    const day = node.asOf === context.clock.businessDate() ? null : node.asOf;
    const key = markKey(node.key, day);
    const found = await Promise.all(sources.map(({ source }) => context.load(source, key)));
    const facts = [...found.flat(), ...supernodeMarks(node)];
    return Object.assign(new RiskGraphMarks(), {
      node,
      level: worstLevel(facts),
      facts: facts.map((fact) => Object.assign(new RiskGraphMark(), fact)),
    });
  }
}

const supernodeMarks = ({ cuts }: RiskGraphNode): Mark[] =>
  cuts
    .filter(({ reason }) => reason === 'SUPERNODE' || reason === 'FAN_OUT')
    .map(({ kind }) => ({
      code: 'SUPERNODE',
      level: 'NONE',
      text: `It has so many edges of the kind ${kind} that sharing it says little.`,
      textZh: '超级节点，关联无意义',
      since: null,
      evidence: null,
    }));
