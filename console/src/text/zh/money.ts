import type { Text } from '../en/index.ts'

export const money: Text['money'] = {
  title: '资金',
  lead: '哪些属于您、哪些在等待什么、何时付款。',
  notMerchant: '此页面仅供商户使用。',
  balances: '您的资金',
  none: '还没有资金',
  noneHow: '买家为您的订单付款后，托管的金额会显示在这里。',
  figures: { available: '可用', held: '订单托管', onItsWay: '付款在途', owed: '欠平台', reserve: '留存' },
  counted: {
    available: '已放款给您的金额，减去已付款、留存和抵扣欠款的部分。可以付款。',
    held: '买家已为您的订单支付但尚未放款：等待送达证明和验货期结束。',
    onItsWay: '已发起但银行尚未结清的付款。',
    owed: '放款之后发生、您的余额不足以承担的退款和拒付。今后的销售优先抵扣。',
    reserve: '按约定从每次付款中留存若干天的部分，到期后转为可用。'
  },
  next: '下一次付款',
  because: (schedule) => `付款时间：${schedule}。`,
  keptBack: (amounts, days) => `另有 ${amounts} 将留存 ${days} 天。`,
  nextLead: '如果现在付款，将支付的金额。',
  notByItself: '不自动付款：按申请支付。',
  askHow: '在此申请，或由程序通过 POST /v1/payouts 申请。',
  stopped: '解决以下问题前不付款',
  nothing: '暂无',
  youOwe: (amount) => `您欠款 ${amount}。`,
  owes: (amount) => `商户欠款 ${amount}。`
}
