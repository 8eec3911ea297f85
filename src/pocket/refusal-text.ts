import type { Text } from './text.ts'

type Sentence = Readonly<Record<Text['lang'], string>>
const say = (en: string, zh: string): Sentence => ({ en, 'zh-CN': zh })

/** What is said to a person about a refusal, by its code. It follows: nothing was changed. */
export const refusalTexts: Readonly<Record<string, Sentence>> = {
  'http.bug': say('Kontor failed to answer.', 'Kontor 出错，未能答复。'),
  'orders.confirmed_already': say(
    'There is nothing left to confirm: it is confirmed or settled already.',
    '没有可以确认的内容：已经确认或结清。'
  ),
  'orders.shipment_claimed': say(
    'The money was claimed back, as the goods were not delivered in time.',
    '因未按时送达，款项已被要求退回。'
  ),
  'orders.nothing_to_dispute': say(
    'Nothing is held for this shipment that could be disputed: it was released, paid back, or decided on.',
    '此包裹没有可争议的托管款：已放款、已退回或已裁决。'
  ),
  'orders.amount_too_large': say(
    'The amount is more than is possible here. Type a smaller one.',
    '金额超过可用上限，请填写较小的金额。'
  ),
  'orders.closed': say('The order is closed.', '订单已关闭。'),
  'orders.not_paid': say('The order is not paid yet.', '订单尚未付款。'),
  'orders.charged_back': say(
    "The buyer's bank has taken money of this order back. Nothing can be shipped while that stands.",
    '买家的银行已收回此订单的款项，在此期间不能发货。'
  ),
  'orders.units_insufficient': say(
    'There are not so many left of one of the goods.',
    '其中一种商品的剩余数量不足。'
  ),
  'orders.nothing_left': say('Everything is shipped or cancelled already.', '所有商品均已发货或取消。'),
  'orders.shipped_already': say(
    'Something was shipped meanwhile. Load the page again to see what can still be cancelled.',
    '其间已有商品发货。请重新加载页面，查看仍可取消的内容。'
  ),
  'orders.cancel_partly_before_paid': say(
    'An order that is not paid can only be cancelled as a whole.',
    '未付款的订单只能整单取消。'
  ),
  'orders.claim_too_early': say('The time for delivery is not over yet.', '送达期限尚未结束。'),
  'orders.nothing_to_claim': say(
    'Everything was delivered, went back already, or is in dispute.',
    '所有商品均已送达、已退款或处于争议中。'
  ),
  'orders.delivered_already': say('The delivery is proven already.', '送达已得到证明。'),
  'orders.delivery_code_wrong': say(
    'This is not the code. Ask the buyer again, or let the buyer show a new one.',
    '收货码不正确。请向买家核对，或请买家显示新的收货码。'
  ),
  'orders.code_shown_once': say(
    'This code was shown once already and is not shown again. Have a new one shown below.',
    '该收货码已显示过一次，不会再次显示。请在下方获取新的收货码。'
  ),
  'orders.proof_not_yours': say('A merchant cannot hand in this proof.', '商家不能提交此类凭证。'),
  'orders.dispute_decided': say('The dispute is decided already.', '争议已经裁决。'),
  'orders.dispute_answer_unfit': say(
    'The dispute has gone on meanwhile. Load the page again.',
    '争议已有进展，请重新加载页面。'
  ),
  'orders.answer_not_yours': say("This answer is the other side's to give.", '此答复应由对方作出。'),
  'orders.not_delivered': say('The delivery is not proven yet.', '尚未证明已送达。'),
  'orders.nothing_to_return': say(
    'These goods are going back already, or their money went back or is in dispute.',
    '这些商品已在退货中，或款项已退回或处于争议中。'
  ),
  'orders.return_too_late': say('The time in which it could be sent back is over.', '退货期限已过。'),
  'orders.return_unfit': say(
    'The return has gone on meanwhile. Load the page again.',
    '退货已有进展，请重新加载页面。'
  ),
  'orders.note_missing': say(
    'Less than the full amount needs a note that says why.',
    '退还少于全额时，请在备注中说明原因。'
  ),
  'orders.part_ambiguous': say('The order has parts of several merchants.', '订单包含多个商家的商品。'),
  'orders.item_unknown': say(
    'One of the goods does not belong to this. Load the page again.',
    '其中一种商品不属于此处，请重新加载页面。'
  ),
  'orders.item_twice': say(
    'One of the goods was named twice. Load the page again.',
    '其中一种商品重复，请重新加载页面。'
  ),
  'orders.currency_differs': say('The amount is in another currency than the order.', '金额币种与订单不符。'),
  'orders.refund_beyond_payments': say(
    'The payments have not so much left that has not gone back.',
    '付款中剩余可退的金额不足。'
  ),
  'orders.evidence_unknown': say(
    'One of the photos is not kept any more, or belongs to something else. Choose it again.',
    '其中一张照片已不再保存，或属于其他内容。请重新选择。'
  ),
  'orders.evidence_too_many': say(
    'Too many photos of yours wait to be used. Try again in some days.',
    '您有太多未使用的照片。请过几天再试。'
  ),
  'orders.picture_unknown': say(
    'One file is no photo (JPEG, PNG or WebP).',
    '其中一个文件不是照片（JPEG、PNG 或 WebP）。'
  ),
  'orders.picture_broken': say(
    'One photo is broken or cut off. Choose it again.',
    '其中一张照片已损坏或不完整，请重新选择。'
  ),
  'orders.picture_too_large': say(
    'One photo has too many pixels. Make it smaller.',
    '其中一张照片像素过高，请缩小后再试。'
  ),
  'http.body_too_large': say(
    'The photos are too large: each may have 5 MB.',
    '照片过大：每张不得超过 5 MB。'
  ),
  'http.body_slow': say(
    'It did not arrive in time. Try again, with fewer or smaller photos.',
    '未能及时收到。请减少或缩小照片后重试。'
  ),
  'http.body_broken': say('It did not arrive whole. Send it again.', '内容不完整，请重新发送。'),
  'http.body_invalid': say(
    'Something that was typed cannot be taken as it is.',
    '填写的内容有误，无法接受。'
  ),
  'http.text_invalid': say(
    'Something that was typed has characters that cannot be kept.',
    '填写的内容含有无法保存的字符。'
  ),
  'http.form_unreadable': say(
    'The form could not be read. Send it again from its page.',
    '无法读取表单，请从页面重新发送。'
  ),
  'http.content_type': say(
    'One file is no photo (JPEG, PNG or WebP).',
    '其中一个文件不是照片（JPEG、PNG 或 WebP）。'
  ),
  'http.key_reused': say(
    'Something else was sent with this form before. Look at the order before you send it again.',
    '此表单此前已用于发送其他内容。请先查看订单再重新发送。'
  ),
  'http.key_in_flight': say(
    'It is being worked on. Send it again in a moment.',
    '正在处理中，请稍后再次发送。'
  ),
  'http.rate_exceeded': say(
    'Too many requests in a short time. Wait a moment.',
    '短时间内请求过多，请稍候。'
  ),
  'http.overloaded': say('There is too much to do at the moment. Send it again.', '系统繁忙，请再次发送。'),
  'http.database_lost': say('There was no answer in time. Send it again.', '未能及时得到答复，请再次发送。'),
  'http.permission_missing': say('You may not do this.', '您无权执行此操作。'),
  'http.cross_site': say('This did not come from a page of Kontor.', '此请求不是从 Kontor 的页面发出的。')
}
