import type { Text } from '../en/index.ts'

export const words: Text['words'] = {
  money: {
    paid: '买家已付',
    held: '托管中',
    released: '已放款给商户',
    commission: '佣金',
    refunded: '已退款',
    frozen: '争议冻结'
  },
  ofFrozen: (amount) => `其中争议冻结：${amount}`,
  ofChargedBack: (amount) => `其中拒付：${amount}`,
  actors: { operator: '运营人员', service: '商城后台', merchant: '商户', buyer: '买家', auditor: '审计人员' },
  orderStates: {
    awaiting_payment: '待付款',
    authorized: '已授权',
    paid: '已付款，待发货',
    partly_shipped: '部分发货',
    shipped: '已发货',
    delivered: '已送达',
    completed: '已完成',
    refunded: '已全额退款',
    cancelled: '已取消',
    expired: '已过期'
  },
  shipmentStates: {
    shipped: '运输中',
    delivered: '已送达',
    released: '已放款',
    refunded: '已退款',
    claimed: '未送达已追回'
  },
  proofs: { signed: '签收', code: '收货码', carrier_event: '承运商回报', confirmed: '买家确认' },
  upcoming: {
    expires: '订单因未付款而过期',
    can_be_claimed: '未送达的商品可以申请追回',
    released: '该批货物的款项放款给商户',
    decided_for_buyer: '商户未答复，争议判给买家',
    decided_for_merchant: '买家未答复，争议判给商户',
    return_authorised: '退货自动获准',
    return_lapses: '退货失效',
    return_refunded: '退回的商品自动退款',
    paid_out: '商户的下一笔付款',
    authorization_ends: '届时仍未请款的预授权将失效'
  },
  reports: {
    announced: '承运商已收到运单',
    picked_up: '承运商已揽收',
    in_transit: '运输途中',
    out_for_delivery: '派送中',
    attempt_failed: '派送失败',
    delivered: '承运商报告已送达',
    returned: '包裹退回寄件人',
    lost: '承运商丢失包裹'
  },
  upcomingShort: {
    expires: '过期：',
    can_be_claimed: '可追回：',
    released: '放款：',
    decided_for_buyer: '判给买家：',
    decided_for_merchant: '判给商户：',
    return_authorised: '退货获准：',
    return_lapses: '退货失效：',
    return_refunded: '退货退款：'
  },
  movements: {
    fund: '款项入账',
    release: '放款',
    refund: '退款',
    freeze: '因争议冻结',
    unfreeze: '解除冻结',
    chargeback: '拒付',
    chargeback_reversal: '拒付撤销'
  },
  refundCauses: {
    cancellation: '取消',
    expiry: '过期',
    claim: '未送达',
    dispute: '争议',
    return: '退货',
    goodwill: '善意退款',
    fee: '退还服务费'
  },
  refundStates: { pending: '退款中', succeeded: '已到账', failed: '失败' },
  returnStates: {
    requested: '已申请',
    authorised: '已同意',
    rejected: '已拒绝',
    shipped_back: '退回途中',
    received: '已收到',
    lapsed: '已失效'
  },
  methods: { card: '银行卡', bank_transfer: '银行转账', wallet: '电子钱包', voucher: '代金券' },
  paymentStates: {
    pending: '处理中',
    authorized: '已授权',
    failed: '失败',
    voided: '已撤销',
    expired: '已过期',
    captured: '已扣款'
  },
  disputeReasons: {
    not_received: '未收到货',
    not_as_described: '与描述不符',
    damaged: '商品损坏',
    incomplete: '商品缺失',
    counterfeit: '假冒商品',
    other: '其他'
  },
  disputeStates: { open: '待商户答复', answered: '待买家答复', escalated: '待裁决', decided: '已裁决' },
  outcomes: { buyer: '判给买家', merchant: '判给商户', split: '双方分摊', closed: '未裁决而关闭' },
  deciders: {
    operator: '运营人员',
    deadline: '期限届满',
    merchant: '商户接受',
    buyer: '买家撤回',
    chargeback: '拒付'
  },
  payoutStates: {
    planned: '已安排',
    in_file: '已写入银行文件',
    sent: '已提交银行',
    settled: '已结清',
    returned: '已退回',
    cancelled: '已取消'
  },
  payoutMeanings: {
    planned: '款项已预留',
    in_file: '已为银行写好',
    sent: '文件已在银行',
    settled: '已出现在银行对账单上'
  },
  origins: { schedule: '按付款周期', request: '按申请' },
  differenceKinds: {
    missing: '缺失',
    extra: '意外入账',
    amount: '金额不符',
    currency: '币种不符',
    duplicate: '重复'
  },
  differenceStates: { open: '未处理', resolved: '已处理' },
  resolutions: {
    noted: '仅作记录',
    written_off: '核销或留存',
    merchant: '属于某商户',
    payout: '属于某笔付款',
    settlement: '属于某笔结算',
    arrived: '随后已到账'
  },
  resolutionMeanings: {
    in: {
      noted: '没有款项待处理。',
      written_off: '归平台所有。',
      merchant: '记入该商户的余额。',
      payout: '是退回的付款：款项归还商户。',
      settlement: '是支付机构已通知的结算；差额由平台承担或留存。'
    },
    out: {
      noted: '没有款项待处理。',
      written_off: '由平台承担。',
      merchant: '从该商户的余额扣除。',
      payout: '是银行付出的款项：该付款视为已付；差额由平台承担或留存。',
      settlement: '是支付机构扣取的结算；差额由平台承担或留存。'
    }
  },
  lineKinds: {
    payout: '付款',
    file: '银行文件',
    return: '付款退回',
    settlement: '支付机构结算',
    unmatched: '未识别',
    nothing: '无需入账'
  },
  fileStates: { written: '待提交银行', sent: '已提交银行' },
  sides: { debit: '借方', credit: '贷方' },
  accountStates: { open: '正常', frozen: '已冻结', closed: '已关闭' },
  entryTypes: { plain: '普通', hold: '冻结', capture: '冻结转入账', void: '冻结解除' },
  accountKinds: {
    provider: '存于支付机构',
    provider_cost: '支付机构费用',
    bank: '银行存款',
    escrow: '订单托管',
    dispute: '争议中',
    merchant: '应付商户',
    reserve: '商户保证金',
    owed: '商户欠款',
    payout: '付款在途',
    refund: '退款在途',
    chargeback: '拒付',
    commission: '佣金',
    fee: '服务费',
    loss: '损失',
    fx: '外汇头寸',
    clearing: '清算',
    unmatched: '银行未识别款项'
  },
  endpointStates: { enabled: '已启用', paused: '已暂停', disabled: '已停用' },
  deliveryStates: {
    waiting: '等待中',
    sending: '发送中',
    delivered: '已送达',
    failed: '失败',
    skipped: '已跳过'
  }
}
