import type { Text } from '../en/index.ts'

export const ledger: Text['ledger'] = {
  title: '总账',
  lead: '主账簿的全部账户。任何时刻借贷相等。',
  views: { trial: '试算平衡表', accounts: '账户' },
  at: '过去时点',
  transfers: '笔数',
  even: '借贷平衡',
  uneven: (difference) => `相差 ${difference}`,
  sum: '合计',
  captionOf: (currency) => `${currency} 试算平衡表`,
  counted: '截至该时刻的全部转账，按账户类别取净额，列于其所在方向。冻结不产生变动。',
  nothing: '截至该时刻没有入账',
  nothingHow: '第一笔付款扣款后，各类账户会显示在这里，两栏相等。',
  account: '账户',
  accountsLead: '当前余额，按各自方向。',
  kind: '类别',
  anyKind: '全部类别',
  prefix: '开头为',
  side: '方向',
  held: '冻结',
  balance: '余额',
  noAccounts: '没有符合条件的账户',
  noAccountsHow: '账户随第一个商户、订单和付款自动开立。'
}

export const account: Text['account'] = {
  lead: '当前或任一过去时刻的余额，以及形成原因。',
  at: '余额时点',
  from: '明细起始',
  to: '明细截止',
  available: '可用',
  unlimited: '不限',
  floor: '最低余额',
  noFloor: '无下限',
  countedBalance: (side) => `截至该时刻全部已入账分录；余额增加方向：${side}。`,
  countedHeld: '未结冻结从余额中预留的部分，例如因争议。',
  countedAvailable: '余额减去冻结和最低余额：可以动用的部分。',
  countedFloor: '总账拒绝任何使余额低于此值的分录。',
  statement: '账户明细',
  statementLead: '每笔分录及其后的余额。',
  none: '该时段没有分录',
  noneHow: '请换一个时段，或等待该账户入账。',
  what: '事项',
  other: '对方账户'
}
