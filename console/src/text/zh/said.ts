/** Refusals of the server by their code. Each says what is so, and what to do. */
export const refusals: Readonly<Record<string, string>> = {
  'books.unknown': '没有这个账簿。请核对名称。',
  'http.body_too_large': '提交的内容过大，未做任何更改。',
  'http.cross_site': '请求来自其他网站，已拒绝。请直接在本页面操作。',
  'http.database_lost': '数据库暂时无法连接，请稍后重试。',
  'http.key_in_flight': '同一操作仍在处理中，请稍后再发送。',
  'http.key_invalid': '登录已失效，请重新登录。',
  'http.key_missing': '尚未登录，请先登录。',
  'http.key_reused': '同一密钥已用于另一操作。请重新打开对话框后再试。',
  'http.overloaded': '服务器繁忙，请稍后重试。',
  'http.permission_missing': '您没有此操作的权限。',
  'http.rate_exceeded': '请求过于频繁，请稍后重试。',
  'http.body_invalid': '填写的内容有误，请按下列提示修改。',
  'http.query_invalid': '筛选条件有误，请按下列提示修改。',
  'http.path_invalid': '地址中的编号格式不正确。',
  'http.cursor_invalid': '列表已变化，请重新加载页面。',
  'identity.key_not_found': '没有这个密钥。请核对编号或查看密钥列表。',
  'identity.key_shown_once': '该密钥已创建并显示过一次，不会再次显示。请吊销后新建。',
  'identity.merchant_unknown': '没有这个商户。请核对编号。',
  'identity.owner_mismatch': '商户身份的密钥必须指定商户，其他身份不能指定。',
  'ledger.account_unknown': '该账簿中没有这个账户。请查看账户列表。',
  'http.person_changed':
    '此页面加载后，浏览器中已有其他人登录。未做任何更改。请重新加载页面，查看之前发送的操作是否已生效。',
  'ledger.moment_to_come': '这一时刻尚未到来，无法知道届时的账目。请选择已经过去的时刻，或留空以查看当前。',
  'ledger.funds_insufficient': '账户余额不足，未做任何更改。',
  'merchants.state_already': '商户已处于该状态，无需操作。',
  'merchants.unknown': '没有这个商户。请核对编号。',
  'orders.amount_too_large': '金额超过可用上限，请填写较小的金额。',
  'orders.charged_back': '买家的银行已收回此订单的款项，在此期间不能发货。',
  'orders.closed': '订单已结束。',
  'orders.code_shown_once': '该收货码已显示过一次，不会再次显示。请获取新的收货码。',
  'orders.confirmed_already': '没有可以确认的内容：已经确认或结清。',
  'orders.decision_differs': '双方所得之和必须等于争议金额。',
  'orders.delivered_already': '送达已得到证明。',
  'orders.delivery_code_wrong': '收货码不正确。请向买家核对，或请买家显示新的收货码。',
  'orders.dispute_answer_unfit': '争议已有进展，请重新加载页面。',
  'orders.dispute_decided': '争议已经裁决。',
  'orders.dispute_unknown': '没有这个争议。请核对编号。',
  'orders.evidence_too_many': '尚未使用的照片过多，请稍后再试。',
  'orders.evidence_unknown': '没有这份证据，或不属于您。请先上传。',
  'orders.not_paid': '订单尚未付款。',
  'orders.note_missing': '退款少于全部金额时，请说明原因。',
  'orders.nothing_left': '所有商品均已发货或取消。',
  'orders.order_unknown': '没有这个订单。请核对编号。',
  'orders.picture_broken': '照片已损坏，请换一张。',
  'orders.picture_too_large': '照片尺寸过大，请换一张较小的。',
  'orders.picture_unknown': '只接受 JPEG、PNG 或 WebP 照片。',
  'orders.proof_not_yours': '商户不能提交这种证明。请提交买家的收货码或签收单；承运商回报由平台提交。',
  'orders.refund_not_failed': '该笔退款并未失败，无需重新发送。',
  'orders.refund_too_large': '退款金额超过该子订单可退的金额。未发货部分请改为取消。',
  'orders.refund_unknown': '没有这笔退款。请核对编号。',
  'orders.return_unfit': '退货已有进展，请重新加载页面。',
  'orders.return_unknown': '没有这个退货。请核对编号。',
  'orders.shipment_unknown': '没有这次发货。请核对编号。',
  'orders.shipped_already': '其间已有商品发货。请重新加载页面，查看仍可取消的内容。',
  'orders.units_insufficient': '其中一种商品的剩余数量不足。',
  'payments.call_not_open': '该请求已有结果，无需重试。',
  'payments.call_unknown': '没有这个请求。请核对编号。',
  'payouts.amount_unavailable': '可用金额不足。',
  'payouts.bank_account_missing': '首次设置必须填写银行账户。',
  'payouts.bank_account_own': '这是平台自己的银行账户。请填写商户的账户。',
  'payouts.below_minimum': '将支付的金额低于最低付款额。',
  'payouts.blocked': '付款已停止：请重新设置正确的银行账户。',
  'payouts.difference_resolved': '该差异已处理，无需操作。',
  'payouts.difference_unknown': '没有这个差异。请查看差异列表。',
  'payouts.file_payouts_ended': '文件中有的付款已经终止，提交后仍会被支付。请勿提交此文件，请生成新文件。',
  'payouts.file_sent_already': '该文件已提交银行。重复提交会重复付款，请勿再次提交。',
  'payouts.file_unknown': '没有这个银行文件。请查看文件列表。',
  'payouts.merchant_suspended': '商户已被暂停，恢复后才能付款。',
  'payouts.minimum_currency_differs': '最低付款额必须使用付款币种。',
  'payouts.not_planned': '付款已进入银行文件，不能再取消。已提交的付款请联系银行撤回。',
  'payouts.nothing_available': '没有可用金额。订单放款后才有可用金额。',
  'payouts.owing': '商户有欠款，先由今后的销售抵扣。',
  'payouts.payout_unknown': '没有这笔付款。请核对编号。',
  'payouts.profile_missing': '商户尚未设置付款方式，请先设置。',
  'payouts.rate_missing': '缺少换算为付款币种的当前汇率，请运营人员载入汇率。',
  'payouts.reserve_not_yours': '留存比例由平台设定，商户不能更改。',
  'payouts.resolution_unfit': '不能以这种方式处理该差异，请选择其他方式。',
  'payouts.settlement_unknown': '没有这笔结算。请核对编号。',
  'payouts.statement_account_unknown': '对账单属于另一个账户。请导入付款账户的对账单。',
  'payouts.statement_amount_invalid': '对账单中的金额与币种的小数位数不符，请联系银行更正。',
  'payouts.statement_balance_missing': '对账单缺少期初或期末余额，请联系银行。',
  'payouts.statement_currency_unknown': '对账单使用了未知的币种。',
  'payouts.statement_differs': '同一编号的对账单已导入过，且内容不同。请向银行核实。',
  'payouts.statement_does_not_add_up': '对账单的期初余额加各笔金额不等于期末余额，未导入任何内容。',
  'payouts.statement_incomplete': '对账单不完整，请导入未经修改的完整文件。',
  'payouts.statement_kind_unknown': '该文件不是 camt.053 对账单。',
  'payouts.statement_too_long': '对账单行数过多，请向银行索取较短期间的对账单。',
  'payouts.statement_unknown': '没有这份对账单。请核对编号。',
  'payouts.xml_doctype': '不接受带有文档类型或实体的 XML，请导入银行提供的原文件。',
  'payouts.xml_malformed': 'XML 格式不正确，请导入未经修改的完整文件。',
  'payouts.xml_too_deep': 'XML 嵌套过深，请导入银行提供的原文件。',
  'payouts.xml_too_large': 'XML 过大，请向银行索取较短期间的对账单。',
  'webhooks.delivery_unknown': '没有这次投递。已完成的投递保留 30 天。',
  'webhooks.endpoint_disabled': '端点已停用，请先启用。',
  'webhooks.endpoint_unknown': '没有这个端点。请核对编号。',
  'webhooks.endpoints_enough': '端点数量已达上限，请先删除不用的端点。',
  'webhooks.not_replayable': '该投递正在进行，或只是测试，不能再次发送。',
  'webhooks.old_secrets_enough':
    '仍有四个旧机密在参与签名，已达上限。请等待其中最早的到期，或让所有旧机密立即失效。',
  'webhooks.secret_shown_once': '机密已显示过一次，不会再次显示。请更换机密。',
  'webhooks.event_unknown': '没有这样的事件，请检查单个事件的名称。',
  'webhooks.state_already': '端点已处于该状态，无需操作。',
  'webhooks.url_refused': '不能向该地址投递：需要 https，且不得是内部地址。'
}

/** Sentences that the server writes into what it keeps, such as why something waits. */
type Said = string | ((part: string) => string)
const sentences: readonly (readonly [sentence: RegExp, inChinese: Said])[] = [
  [/^The last payout came back: (.*)$/, (why) => `上一笔付款已退回：${inChinese(why)}`],
  [/^the bank gave no reason\.$/, '银行未说明原因。'],
  [/^The merchant did not answer\.$/, '商户没有答复。'],
  [/^The buyer did not answer\.$/, '买家没有答复。'],
  [/^The order was not paid in time\.$/, '订单未按时付款。'],
  [/^The merchant did not say that it had not arrived\.$/, '商户没有表示未收到退货。'],
  [/^Nothing of the order was kept\.$/, '订单没有保留任何内容。'],
  [/^The chargeback of something cancelled was reversed\.$/, '已取消部分的拒付已撤销。'],
  [/^The chargeback of something claimed was reversed\.$/, '已索赔部分的拒付已撤销。'],
  [/^The merchant has no payout profile yet\.$/, '商户尚未设置付款方式。'],
  [/^Set one\.$/, '请先设置。'],
  [/^It is paid when it is asked for\.$/, '按申请付款。'],
  [/^Ask with POST \/v1\/payouts\.$/, '请点击“立即付款”。'],
  [/^Nothing is available\.$/, '没有可用金额。'],
  [/^Money becomes available when orders are released\.$/, '订单放款后才有可用金额。'],
  [/^The merchant owes (.+)\.$/, '商户欠款 $1。'],
  [/^It is recovered from coming sales first\.$/, '先由今后的销售抵扣。'],
  [/^The merchant is suspended: (.*)$/, '商户已被暂停：$1'],
  [/^It is paid out when an operator has reinstated it\.$/, '运营人员恢复后照常付款。'],
  [
    /^Set the payout profile again, with the right bank account\.$/,
    '请重新设置付款方式，填写正确的银行账户。'
  ],
  [/^(.+) waits for a current rate to (\w+)\.$/, '$1 等待换算为 $2 的当前汇率。'],
  [/^An operator loads rates\.$/, '请运营人员载入汇率。'],
  [/^(.+) is more (\w+) than one payout can carry\.$/, '$1 超过一笔 $2 付款的上限。'],
  [/^Ask for a payout of a part of it\.$/, '请分次申请付款。'],
  [/^(.+) would be paid, which is below the minimum of (.+)\.$/, '将支付 $1，低于最低付款额 $2。'],
  [/^It waits until there is more, or lower the minimum\.$/, '金额足够时付款，或降低最低付款额。'],
  [/^The bank sent it back\.$/, '银行已退回。'],
  [/^The account number is wrong\.$/, '账号错误。'],
  [/^The account of the receiver is not valid\.$/, '收款账户无效。'],
  [/^The account has been closed\.$/, '账户已注销。'],
  [/^The account is blocked\.$/, '账户已冻结。'],
  [/^The account may not take this kind of payment\.$/, '该账户不接受此类付款。'],
  [/^The bank does not know this kind of payment\.$/, '银行不识别此类付款。'],
  [/^The bank takes it for a duplicate\.$/, '银行认为是重复付款。'],
  [/^The address of the receiver is missing\.$/, '缺少收款人地址。'],
  [/^The bank does not know the sender\.$/, '银行不识别付款人。'],
  [/^The bank of the receiver is not registered\.$/, '收款银行未登记。'],
  [/^The receiver asked for it to be sent back\.$/, '收款人要求退回。'],
  [/^Our bank is not registered\.$/, '付款银行未登记。'],
  [/^The payment did not carry what it must\.$/, '付款信息不全。'],
  [/^It was sent back after it was called back\.$/, '撤回后退回。'],
  [/^The holder of the account has died\.$/, '账户持有人已去世。'],
  [/^The receiver does not take it\.$/, '收款人拒收。'],
  [/^The bank gives no reason\.$/, '银行未说明原因。'],
  [/^The receiver did not answer\.$/, '收款人未答复。'],
  [/^The bank code is wrong\.$/, '银行代码错误。'],
  [/^The account or the id of the sender is missing\.$/, '缺少付款人账号或编号。'],
  [/^The name or address of the sender is missing\.$/, '缺少付款人姓名或地址。'],
  [/^The name or address of the receiver is missing\.$/, '缺少收款人姓名或地址。'],
  [/^The law forbids it\.$/, '法规不允许。'],
  [/^The bank says: (.*)$/, '银行说明：$1'],
  [/^The bank booked a payout that it had booked before\.$/, '银行重复记账了一笔付款。'],
  [/^The bank booked a payout that is (\w+)\.$/, '银行记账了一笔状态为 $1 的付款。'],
  [/^The bank booked in (\w+) a payout of (\w+)\.$/, '银行以 $1 记账了一笔 $2 付款。'],
  [/^The bank booked a payout with another amount\.$/, '银行记账的付款金额不同。'],
  [/^A payout came back that had come back before\.$/, '已退回的付款再次退回。'],
  [/^A payout came back that the bank has not booked\.$/, '退回了一笔银行尚未记账的付款。'],
  [/^A payout of (\w+) came back in (\w+)\.$/, '一笔 $1 付款以 $2 退回。'],
  [/^A payout came back with another amount\.$/, '退回的付款金额不同。'],
  [/^The bank booked in (\w+) a payment file of (\w+)\.$/, '银行以 $1 记账了一个 $2 银行文件。'],
  [
    /^The bank booked a payment file with another sum than its open payouts have\.$/,
    '银行记账的文件总额与未结付款之和不同。'
  ],
  [/^A provider paid a settlement that it had paid before\.$/, '支付机构重复支付了一笔结算。'],
  [/^A settlement of (\w+) came in (\w+)\.$/, '一笔 $1 结算以 $2 到账。'],
  [/^A provider paid a settlement with another amount\.$/, '支付机构支付的结算金额不同。'],
  [/^Money left the bank for a reason unknown to us\.$/, '银行账户有原因不明的支出。'],
  [/^Money came to the bank that nobody expects\.$/, '银行账户有预期之外的入账。'],
  [/^A payout is in a file that was never sent\.$/, '有付款所在的文件从未提交银行。'],
  [/^The bank has not booked a payout\.$/, '有付款银行尚未记账。'],
  [/^Statements (.+) and (.+) overlap\.$/, '对账单 $1 与 $2 重叠。'],
  [/^A statement is missing between (.+) and (.+)\.$/, '对账单 $1 与 $2 之间缺少一份对账单。'],
  [/^One closed with (.+), the next opens with (.+)\.$/, '前一份的期末余额为 $1，后一份的期初余额为 $2。'],
  [/^The provider has settled it\.$/, '支付机构已结算。'],
  [/^The provider told of it later\.$/, '支付机构事后告知。'],
  [/^The missing statement has come\.$/, '缺少的对账单已导入。'],
  [/^The provider (.+) has not settled the capture (.+)\.$/, '支付机构 $1 尚未结算扣款 $2。'],
  [/^The ([a-z_]+(?: [a-z]+)?) (\S+) was settled before, in (.+)\.$/, '$1 $2 已在结算 $3 中结算过。'],
  [
    /^The provider settled the ([a-z_]+(?: [a-z]+)?) (\S+), which we do not know\.$/,
    '支付机构结算了未知的 $1 $2。'
  ],
  [
    /^The ([a-z_]+(?: [a-z]+)?) (\S+) was made in (\w+) and settled in (\w+)\.$/,
    '$1 $2 的币种为 $3，却以 $4 结算。'
  ],
  [
    /^The ([a-z_]+(?: [a-z]+)?) (\S+) of (.+ \w+) was settled as (.+ \w+)\.$/,
    '$1 $2 金额为 $3，却按 $4 结算。'
  ],
  [/^The bank has not booked settlement (.+) of (.+)\.$/, '银行尚未记账 $2 的结算 $1。'],
  [/^The bank has booked it\.$/, '银行已记账。'],
  [/^The missing statement has come\.$/, '缺失的对账单已到。'],
  [/^The provider told of it later\.$/, '支付机构随后已通知。'],
  [/^must be an IBAN: two letters.*$/, '请填写 IBAN：两位字母、两位校验数字，其后为字母和数字。'],
  [/^must begin with a country that issues IBANs$/, '开头必须是使用 IBAN 的国家代码。'],
  [/^must have the number of characters that the country prescribes$/, '位数与该国规定不符。'],
  [/^must have right check digits.*$/, '校验数字不正确：有字符错误或两位颠倒。'],
  [/^must be a BIC of 8 or 11 characters$/, 'BIC 必须为 8 位或 11 位。'],
  [/^must be 3 to 34 letters and digits$/, '必须为 3 至 34 位字母和数字。'],
  [/^must be 3 to 28 letters and digits$/, '必须为 3 至 28 位字母和数字。'],
  [/^a number needs the BIC or the clearing code of its bank$/, '使用银行账号时需要 BIC 或清算代码。']
]

const one = (sentence: string): string => {
  const [pattern, said] = sentences.find(([known]) => known.test(sentence)) ?? []
  if (pattern === undefined || said === undefined) return sentence
  return typeof said === 'string' ? sentence.replace(pattern, said) : said(pattern.exec(sentence)?.[1] ?? '')
}

/** What the server says, in Chinese: whole, or sentence by sentence. What is not known stays as it is. */
export function inChinese(text: string): string {
  const whole = one(text)
  if (whole !== text) return whole
  const parts = text.split(/(?<=\.) (?=[A-Z])/)
  const said = parts.map(one)
  return said.join(said.every((part, i) => part !== parts[i]) ? '' : ' ')
}

/** Refusals that name what they are about: which line, which statement, which sums. The rest is said by their code. */
const facts: Readonly<Record<string, readonly [named: RegExp, inChinese: string]>> = {
  'payouts.xml_malformed': [/ in line (\d+): /, '第 $1 行：'],
  'payouts.statement_incomplete': [/ lacks a valid (.+?)\. /, '缺少有效的 $1。'],
  'payouts.statement_too_long': [/ has (\d+) lines, more than (\d+)\. /, '共 $1 行，上限为 $2 行。'],
  'payouts.statement_balance_missing': [/ has no (opening|closing) balance\. /, '$1：'],
  'payouts.statement_currency_unknown': [/ has an amount in (.+?)\. /, '$1：'],
  'payouts.statement_amount_invalid': [/^"(.*)" is not an amount of (\w+)\. /, '“$1”不是有效的 $2 金额。'],
  'payouts.statement_does_not_add_up': [
    /^Statement (.+) does not add up: opening (\S+) and entries (\S+) make (\S+), but it closes with (\S+)\. /,
    '对账单 $1：期初 $2 加各笔 $3 等于 $4，而期末为 $5。'
  ],
  'payouts.statement_differs': [/^Statement (.+) was imported /, '对账单 $1：']
}

const sides: Readonly<Record<string, string>> = { opening: '期初余额', closing: '期末余额' }

const factsOf = (code: string, text: string): string => {
  const [named, said] = facts[code] ?? []
  const found = named?.exec(text)
  if (!found || said === undefined) return ''
  return said.replaceAll(
    /\$(\d)/g,
    (_, no: string) => sides[found[Number(no)] ?? ''] ?? found[Number(no)] ?? ''
  )
}

/** A refusal, by its code if that is known, after what it names. */
export const refusal = (code: string, text: string): string =>
  code in refusals ? `${factsOf(code, text)}${refusals[code]}` : inChinese(text)

/** What to do about it; a refusal that is known by its code says so already. */
export const advice = (code: string, text: string): string => (code in refusals ? '' : inChinese(text))
