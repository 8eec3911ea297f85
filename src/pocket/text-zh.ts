import type { Text } from './text.ts'

/** The pages in Chinese. */
export const chinese: Text = {
  lang: 'zh-CN',
  other: { lang: 'en', name: 'English' },
  skip: '跳到正文',
  home: '首页',
  asOf: (time) => `截至 ${time}`,
  signOut: '退出登录',
  offline: (time) => `您处于离线状态。这是 ${time} 加载的页面，内容可能已有变化。`,
  notSeen: {
    title: '您处于离线状态',
    lead: '本手机上没有保存此页面，暂时无法显示。网络恢复后会自动加载。'
  },
  script: {
    sending: '正在发送……收到答复之前，操作尚未完成。',
    waiting: '尚未发送：',
    waitingWhy: '尚未收到答复，因此不算完成。网络恢复后会自动发送，最多只处理一次。',
    tooOld: '时间过久，不再发送：',
    tooOldWhy: '已等待超过 13 天，当时可能已经处理。请查看订单，如仍需要请重新操作。',
    leaving: '尚未发送的表单：{count}。退出登录后不会发送，会保留在本手机上，直到您再次在此登录。要退出吗？',
    sent: '已发送，并已收到答复：',
    open: '打开',
    refusedLater: '已发送，但被拒绝：',
    dismiss: '从列表中移除',
    retry: '立即重试'
  },
  signedOut: {
    title: '您尚未登录',
    lead: '请使用一次性链接登录。链接由平台提供，请向平台索取新的链接。',
    link: '了解如何登录'
  },
  othersForm: {
    title: '现在登录的是另一个人',
    lead: '此表单由另一个人填写，因此未作任何处理。该人在此登录后可以再次发送。'
  },
  wrongKind: {
    title: '这些页面供买家和商家使用',
    lead: '您以其他身份登录。您的页面在控制台中。'
  },
  orders: {
    title: '我的订单',
    empty: '您的订单将显示在这里。目前还没有订单。',
    more: '更多订单',
    open: '打开'
  },
  order: (reference) => `订单 ${reference}`,
  states: {
    awaiting_payment: '待付款',
    authorized: '已预授权',
    paid: '已付款，待发货',
    partly_shipped: '部分发货',
    shipped: '已发货',
    delivered: '已送达',
    completed: '已完成',
    refunded: '已退款',
    cancelled: '已取消',
    expired: '已过期'
  },
  shipmentStates: {
    shipped: '运输中',
    delivered: '已送达',
    released: '已结清',
    refunded: '已退款',
    claimed: '未按时送达，已退款'
  },
  disputeStates: {
    open: '等待商家答复',
    answered: '等待买家答复',
    escalated: '等待平台裁决',
    decided: '已裁决'
  },
  outcomes: {
    buyer: '支持买家',
    merchant: '支持商家',
    split: '双方各得一部分',
    closed: '已关闭，款项经其他途径处理'
  },
  returnStates: {
    requested: '已申请',
    authorised: '已同意，可以寄回',
    rejected: '已拒绝',
    shipped_back: '寄回途中',
    received: '已收到并退款',
    lapsed: '已失效：未按时寄回'
  },
  refundStates: {
    pending: '退款途中，尚未到账',
    succeeded: '已退回',
    failed: '支付机构未受理，平台将重新发起'
  },
  causes: {
    cancellation: '取消',
    expiry: '未按时付清',
    claim: '未按时送达',
    dispute: '争议',
    return: '退货',
    goodwill: '商家好意退款',
    fee: '平台服务费'
  },
  reasons: {
    not_received: '没有收到',
    not_as_described: '与描述不符',
    damaged: '商品损坏',
    incomplete: '缺少商品',
    counterfeit: '假冒商品',
    other: '其他'
  },
  proofs: { signed: '签收单', code: '买家收货码', carrier_event: '承运商回报', confirmed: '买家确认' },
  money: {
    title: { buyer: '我的钱在哪里？', merchant: '钱在哪里？' },
    paid: '已付',
    unpaid: (total) => `应付 ${total}，尚未付款。`,
    held: '托管中',
    released: { buyer: '已放款给商家', merchant: '已放款给您' },
    commission: '平台所得',
    refunded: '已退回或退款途中',
    frozen: (amount) => `托管款中有 ${amount} 处于争议，暂时冻结。`,
    adds: '以上各项合计等于已付金额。',
    chart: (parts) => `已付款项的去向：${parts}。`,
    nothing: '无'
  },
  next: {
    title: '接下来',
    nothing: '之后不会再自动发生变化。',
    expires: (time) => `如未付清，订单将于 ${time} 结束，已付款项会退回。`,
    authorization_ends: (time) => `款项预授权至 ${time}；届时仍未扣款，预授权将失效。`,
    can_be_claimed: (time) => `${time} 前未送达的商品，此后可以要求退款。`,
    released: {
      buyer: (amount, time) => `如您在此之前没有反映问题，${amount} 将于 ${time} 放款给商家。`,
      merchant: (amount, time) => `${amount} 将于 ${time} 放款给您（扣除佣金）。`
    },
    decided_for_buyer: {
      buyer: (amount, time) => `如商家未在 ${time} 前答复，${amount} 将退还给您。`,
      merchant: (amount, time) => `如您未在 ${time} 前答复，${amount} 将退还给买家。`
    },
    decided_for_merchant: {
      buyer: (amount, time) => `如您未在 ${time} 前答复，关于 ${amount} 的争议将以商家胜出结束。`,
      merchant: (amount, time) => `如买家未在 ${time} 前答复，关于 ${amount} 的争议将以您胜出结束。`
    },
    return_authorised: (time) => `如商家未在 ${time} 前答复，即可寄回商品。`,
    return_lapses: (time) => `如商品未在 ${time} 前寄回，退货申请失效。`,
    return_refunded: (time) => `${time} 起视为已收到退货，款项将退回。`
  },
  parts: {
    from: (merchant) => `商家：${merchant}`,
    notShipped: '尚未发货',
    shipment: (no) => `包裹 ${no}`,
    items: '商品',
    units: (count, title) => `${title} × ${count}`,
    more: (count) => `另有 ${count} 项`,
    carrier: '承运商',
    tracking: '运单号',
    shippedAt: '发货时间',
    deliveredAt: '送达时间',
    proof: '凭证',
    value: '金额',
    heldNow: '当前托管',
    dispute: '争议',
    goodsBack: '退货',
    refund: '退款',
    amount: '金额',
    reason: '原因',
    youSaid: '您的说明',
    otherSaid: { buyer: '商家的说明', merchant: '买家的说明' },
    decision: '裁决',
    photo: (no) => `照片 ${no}`,
    silent: { merchant: '商家没有答复。', buyer: '买家没有答复。' },
    goesTo: {
      buyer: (amount) => `${amount} 归买家`,
      merchant: (amount) => `${amount} 归商家`
    },
    state: '状态',
    since: '开始时间',
    until: '截止时间',
    note: '备注'
  },
  fields: {
    reason: '出了什么问题？',
    statement: '请说明情况',
    amount: '希望退回多少？',
    units: '各多少件？',
    these: '已送达的包裹',
    photos: '照片',
    carrier: '承运商',
    trackingNumber: '运单号',
    proof: '如何证明已送达？',
    code: '买家收货码',
    reference: '签收单存放处',
    paper: '签收单照片',
    answer: '您的答复',
    note: '备注',
    why: '原因是什么？'
  },
  hints: {
    optional: '可不填',
    photos: (most) => `最多 ${most} 张，每张不超过 5 MB。照片中的拍摄地点等信息会被去除。`,
    kept: (no) => `照片 ${no} 已收到：继续使用`,
    amount: (most) => `最多 ${most}。不填表示全部。`,
    unitsMost: (most) => `最多 ${most} 件`,
    code: '买家可在订单页面上看到，并在收货时告知。',
    reference: '例如档案编号。已上传照片时可不填。'
  },
  answers: {
    accept: '接受：款项退还给买家',
    contest: '不接受：我有不同意见',
    withdraw: '撤回：款项可以付给商家',
    maintain: '坚持：请平台裁决',
    authorise: '同意寄回',
    reject: '拒绝',
    by_code: '凭买家收货码',
    by_paper: '凭签收单'
  },
  acts: {
    confirm: {
      link: '全部确认收货',
      title: '确认已全部收到',
      lead: (amount) => `托管中的 ${amount} 将立即放款给商家，此操作无法撤销。`,
      button: '是的，已全部收到',
      done: '您已确认全部收货，未在争议中的款项已放款。'
    },
    'confirm-shipment': {
      link: '确认收货',
      title: '确认已收到此包裹',
      lead: (amount) => `托管中的 ${amount} 将立即放款给商家，此操作无法撤销。`,
      button: '是的，已收到',
      done: '您已确认收到此包裹，其中未在争议中的款项已放款。'
    },
    report: {
      link: '反映问题',
      title: '反映问题',
      lead: (amount) => `争议款项（最多 ${amount}）将被冻结，直到作出裁决。商家必须答复。`,
      button: '提交问题',
      done: '您的问题已提交。争议款项已冻结，直到作出裁决。'
    },
    reply: {
      link: '答复争议',
      title: '您对争议的答复',
      lead: (amount) => `争议金额为 ${amount}。`,
      button: '提交答复',
      done: '您的答复已收到。'
    },
    'send-back': {
      link: '申请退货',
      title: '申请退货',
      lead: (amount) => `退货处理期间，相关款项（最多 ${amount}）不会放款。`,
      button: '提交申请',
      done: '已通知商家。如商家未按时答复，即可寄回商品。'
    },
    'on-its-way-back': {
      link: '商品已寄回',
      title: '告知商品已寄回',
      lead: (amount) => `商家收到后，${amount} 将退还给您。`,
      button: '已经寄出',
      done: '已通知商家商品正在寄回。'
    },
    code: {
      link: '显示收货码',
      title: '收货码',
      lead: () => '请在收货时告知送货人，在此之前不要告诉任何人。收货码可证明已送达，旧的收货码随即失效。',
      button: '显示收货码',
      done: '已生成新的收货码。'
    },
    cancel: {
      link: '取消未发货的商品',
      title: '取消未发货的商品',
      lead: () => '已付的相应款项将退回。此操作无法撤销。',
      button: '确认取消',
      done: '未发货的商品已取消，已付款项将退回。'
    },
    claim: {
      link: '未送达退款',
      title: '要求退回未按时送达的款项',
      lead: () => '送达期限已过。无法证明已送达的商品，款项将退还给您。',
      button: '要求退款',
      done: '未按时送达的商品款项将退还给您。'
    },
    ship: {
      link: '发货',
      title: '发货',
      lead: () => '买家将得知这些商品已发出。',
      button: '确认已发货',
      done: '发货已记录。'
    },
    deliver: {
      link: '提交送达凭证',
      title: '提交送达凭证',
      lead: (amount) => `此后买家有时间验货，期满后 ${amount} 将放款。`,
      button: '提交凭证',
      done: '送达已得到证明，买家验货期已开始。'
    },
    'answer-dispute': {
      link: '答复争议',
      title: '答复争议',
      lead: (amount) => `争议金额为 ${amount}。`,
      button: '提交答复',
      done: '您的答复已收到。'
    },
    'answer-return': {
      link: '答复申请',
      title: '答复退货申请',
      lead: (amount) => `商品退回后，${amount} 将退还给买家。`,
      button: '提交答复',
      done: '您的答复已收到。'
    },
    received: {
      link: '已收到退货',
      title: '确认已收到退货',
      lead: (amount) => `${amount} 将退还给买家；如退还较少，请在备注中说明原因。`,
      button: '确认已收到',
      done: '退货已记录为收到，款项将退还给买家。'
    }
  },
  actsTitle: '您可以',
  back: '返回订单',
  again: (time) => `此请求已于 ${time} 收到，没有重复处理。`,
  missing: {
    title: '信息不完整',
    field: (label) => `请填写“${label}”。`,
    amount: '这不是此币种的有效金额。',
    units: '请至少选择一件，且不超过现有数量。',
    paper: '请选择一张签收单照片，或填写签收单存放处。'
  },
  refused: {
    title: '操作未完成',
    open: '尚未收到答复',
    unchanged: '没有任何变化。您填写的内容仍在此处。',
    unknown: '目前尚不确定是否已完成。请再次发送：无论发送多少次，只会处理一次。',
    generic: '请求被拒绝。',
    goBack:
      '没有进行任何操作。请用浏览器返回上一页：您填写的内容仍在表单中，照片可能需要重新选择。请从那里再次发送。',
    wait: (seconds) => `请先等待 ${seconds} 秒。`,
    reload: '目前尚不确定是否已完成。请重新加载本页：表单会原样再次发送，最多只处理一次。',
    request: (id) => `请求编号 ${id}`
  },
  gone: '此地址没有内容，或您无权查看。',
  deliveryCode: {
    title: '您的收货码',
    lead: '请在收货时告知送货人，在此之前不要告诉任何人。仅在此显示一次。'
  },
  shop: {
    title: '我的店铺',
    money: '我的资金',
    available: '可提现',
    held: '订单托管中',
    onItsWay: '汇往银行途中',
    owed: '欠平台款项',
    reserve: '预留保证金',
    noMoney: '您的资金将显示在这里。目前还没有。',
    nextPayout: (amounts, time) => `下次付款：${time}，目前为 ${amounts}。`,
    everyDay: '每天付款。',
    everyWeek: (weekday) => `每${weekday}付款（UTC）。`,
    keptBack: (amounts, days) => `其中 ${amounts} 将预留 ${days} 天。`,
    noPayout: '无',
    noTime: '申请时',
    whyNot: '没有或未能全部付款的原因：',
    toShip: '待发货',
    nothingToShip: '已付款的订单将显示在这里。目前没有待发货的订单。',
    toAnswer: '待答复的争议',
    nothingToAnswer: '没有等待您答复的争议。',
    due: (time) => `请在 ${time} 前答复`,
    all: '全部订单'
  },
  waits: {
    profile_missing: '尚未设置收款信息。请设置，并填写银行账户。',
    on_demand: '在您申请时付款。',
    merchant_suspended: '您的店铺已被暂停。平台恢复后才会付款。',
    blocked: '上一笔付款被退回。请重新设置收款信息，填写正确的银行账户。',
    owing: '您尚欠平台款项，将优先从后续销售中扣除。',
    nothing_available: '目前没有可提现的资金。订单放款后即可提现。',
    below_minimum: '低于您的最低付款金额，将等待累积。',
    rate_missing: '目前没有可用汇率，平台会更新汇率。',
    too_large: '超过单笔付款上限。'
  }
}
