import type { Text } from '../en/index.ts'

export const today: Text['today'] = {
  title: '今日',
  lead: '全部资金在哪里、什么在等人处理、发生了哪些收支。',
  refresh: '重新读取',
  money: '资金',
  none: '还没有资金',
  noneHow: '第一笔付款扣款后，这里会用天平显示资金在哪里、属于谁。',
  there: '资金所在',
  owed: '资金归属',
  even: '每一分钱都有着落。',
  uneven: (amount) => `有 ${amount} 没有着落。请运行 kontor verify，它会指出哪些账簿不一致。`,
  evenBadge: '平衡',
  unevenBadge: '不平衡',
  difference: '差额',
  differenceCounted: '资金所在减去资金归属。托管额取自订单自身的账，其余取自总账，因此只有两者一致时才为零。',
  places: {
    at_providers: '存于支付机构',
    at_banks: '银行存款',
    owed_by_merchants: '商户欠款',
    held_for_orders: '订单托管',
    frozen_in_disputes: '其中争议冻结',
    owed_to_merchants: '应付商户',
    payouts_on_their_way: '付款在途',
    refunds_on_their_way: '退款在途',
    unmatched: '未识别款项',
    between_books: '账簿之间',
    exchange: '外汇头寸',
    own_result: '平台自有',
    other_accounts: '其他账户'
  },
  placesCounted: {
    at_providers: '账户 provider:* 的余额：已扣款，尚未结算到银行、退款或拒付。',
    at_banks: '账户 bank:* 的余额：已导入对账单的入账。',
    owed_by_merchants: '账户 owed:* 的余额：放款后发生、尚未收回的退款和拒付。',
    held_for_orders: '所有订单各子订单托管额之和，取自订单的账，而非总账。',
    frozen_in_disputes: '订单托管中因未裁决争议而冻结的部分。',
    owed_to_merchants: '账户 merchant:* 与 reserve:* 的余额：已放款，尚未付出。',
    payouts_on_their_way: '账户 payout:* 的余额：已离开商户余额，银行尚未入账。',
    refunds_on_their_way: '账户 refund:* 与 chargeback:* 的余额：退还买家，尚未确认。',
    unmatched: '账户 unmatched:* 的余额：无人能识别的银行明细，以及核销的部分。',
    between_books: '各账簿账户 clearing:* 的余额：除在途款项外应为零。',
    exchange: '账户 fx:* 的余额：以该币种卖出减去买入。',
    own_result: '佣金与服务费，减去损失和支付机构费用。',
    other_accounts: '通过 API 开立的所有账户的余额。'
  },
  waits: '待办',
  waitsLead: '最紧急的在前。',
  nothingWaits: '没有待办事项。',
  waitsCounted: '各类按当前未了结的数量计算，时长按其中最久的一件计算。',
  noneOf: (kinds) => `没有：${kinds}。`,
  oldest: '最久的始于',
  deadline: '最近的期限',
  waiting: {
    disputes_to_decide: '待裁决的争议',
    disputes_to_answer: '待对方答复的争议',
    differences: '与银行和支付机构的差异',
    payouts_blocked: '付款被退回的商户',
    merchants_without_bank_account: '没有银行账户的商户',
    refunds_failed: '失败的退款',
    calls_stuck: '卡住的支付机构调用',
    payments_mismatched: '不相符的付款',
    bank_files_unsent: '待提交的银行文件',
    orders_put_off: '被推迟的订单',
    webhooks_troubled: '有问题的 Webhook'
  },
  inAndOut: '每日收支',
  currency: '币种',
  day: '日期（UTC）',
  reading: (days, came, went, best) =>
    best === null
      ? `最近 ${days} 天没有收入，支出 ${went}。`
      : `最近 ${days} 天收入 ${came}，支出 ${went}；收入最多的是 ${best}。`,
  refundedAndChargedBack: '退款与拒付',
  nothingMoved: '这些天没有收支',
  nothingMovedHow: '扣款、付款和退款会逐日显示在这里。',
  streams: {
    captured: '扣款',
    released: '放款',
    commission: '佣金',
    refunded: '退款',
    chargedBack: '拒付',
    paidOut: '付给商户',
    payoutsReturned: '付款退回',
    settled: '支付机构结算'
  },
  streamsCounted: {
    captured: '支付机构的全部扣款，不论用途：由 provider:* 转出、代码为 capture 与 unwanted 的转账。',
    released: '扣除佣金后放款给商户的金额：由 escrow:* 转入 merchant:* 的转账。',
    commission: '放款中的佣金与服务费：由 escrow:* 转入 commission:* 与 fee:* 的转账。',
    refunded: '支付机构确认退回的金额，减去又被退回的：由 refund:* 转入 provider:* 的转账。',
    chargedBack: '买家银行取回的金额，减去其归还的：由 chargeback:* 转入 provider:* 的转账。',
    paidOut: '银行入账为付给商户的金额：由 payout:* 转出的转账，已撤销的除外。',
    payoutsReturned: '银行退回的付款：转入 merchant:*、代码为 payout.returned 的转账。',
    settled:
      '支付机构付给我方银行的金额，减去我方付给它们的：provider:* 与 bank:* 或 unmatched:* 之间的转账。'
  }
}
