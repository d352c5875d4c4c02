import { describedEnum } from '../../platform/graphql';
import type { GraphDirection, GraphEdgeKind, GraphNodeKind } from '../graph.codes';
import type { MarkLevel } from '../marks/mark';
import type { CutReason } from '../traversal/breadth-first';
import type { UnknownReason } from './graph-roots';

export const GraphNodeKindEnum = describedEnum<GraphNodeKind>('GraphNodeKind', 'What stands at a node.', {
  SUBJECT: 'A person or firm 主体.',
  ACCOUNT: 'An account 账户.',
  SUPPLIER: 'A subject in its part as a supplier 供应商.',
  DEALER: 'A subject in its part as a dealer 经销商.',
  DEVICE: 'A device 设备.',
  CONTACT_POINT: 'A number, address or mailbox 联系方式.',
  LOAN: 'A loan 借款.',
});

export const GraphEdgeKindEnum = describedEnum<GraphEdgeKind>(
  'GraphEdgeKind',
  'What an edge says of its first node and its second.',
  {
    LEGAL_REPRESENTATIVE: 'Represents it by law 法定代表人.',
    SHAREHOLDER: 'Holds a share of it 股东.',
    EXECUTIVE: 'Manages it 高管.',
    SUPERVISOR: 'Supervises it 监事.',
    GUARANTOR: 'Guarantees its debt 担保人.',
    SPOUSE: 'Is married to him or her 配偶.',
    FAMILY: 'Is otherwise related 亲属.',
    CONTACT: 'Is named as a contact 联系人.',
    BRANCH: 'Is a branch of it 分支机构.',
    INVESTOR: 'Has invested in it 投资方.',
    CREDITOR: 'Has a claim on it 债权人.',
    DEAL: 'Trades with it 交易对手.',
    USES_DEVICE: 'Used the device 使用设备.',
    REACHED_AT: 'Is reached there 联系方式.',
    HOLDS_ACCOUNT: 'Holds the account 持有账户.',
    IS_SUPPLIER: 'Is the supplier 是供应商.',
    IS_DEALER: 'Is the dealer 是经销商.',
    OWES_LOAN: 'Owes the loan 借款.',
    TRADES_WITH: 'Has sold to it, all orders of the pair together 贸易往来.',
  },
);

export const GraphDirectionEnum = describedEnum<GraphDirection>(
  'GraphDirection',
  'Which way edges are followed, seen from the node that is reached first.',
  {
    BOTH: 'Both ways 双向.',
    OUT: 'From the first node of an edge to its second 出边.',
    IN: 'From the second node of an edge to its first 入边.',
  },
);

export const GraphCutReasonEnum = describedEnum<CutReason>(
  'GraphCutReason',
  'Why something is missing in a graph.',
  {
    SUPERNODE:
      'The node has more edges of the kind than say anything, as a public network has: none was followed 超级节点.',
    FAN_OUT: 'A root has more edges of the kind than are followed: some of them were 扇出上限.',
    REQUEST_BUDGET:
      'All graphs of the request together have followed as many nodes as one request may: of the last nodes no edge was followed 请求上限.',
    NODE_BUDGET: 'The nodes of the last hop are more than `maxNodes` has room for 节点上限.',
    EDGE_BUDGET: 'The edges are more than an answer holds 边数上限.',
    NOT_PERMITTED: 'The caller may not read what the kind leads to 无权限.',
  },
);

export const GraphRiskLevelEnum = describedEnum<MarkLevel>(
  'GraphRiskLevel',
  'How much a mark weighs, lightest first.',
  {
    NONE: 'Nothing is known against it 无.',
    WATCH: 'Worth a look 关注.',
    HIGH: 'A serious sign 高.',
    SEVERE: 'As bad as it gets 严重.',
  },
);

export const UnknownReasonEnum = describedEnum<UnknownReason>(
  'UnknownNodeReason',
  'Why an id leads to no node of the graph.',
  {
    MALFORMED: 'The gateway never gave out such an id 编号格式错误.',
    NOT_A_NODE: 'It is the id of something that is no node of the graph, such as an order 非图节点.',
    NOT_FOUND: 'Nothing stands there, or no longer 不存在.',
  },
);
