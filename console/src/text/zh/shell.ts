import type { Text } from '../en/index.ts'
import { advice, inChinese, refusal } from './said.ts'

export const shell: Text['shell'] = {
  product: 'Kontor',
  skip: '跳到正文',
  menu: '打开菜单',
  navigation: '页面',
  find: '订单号或参考号',
  places: {
    today: '今日',
    money: '资金',
    orders: '订单',
    disputes: '争议',
    merchants: '商户',
    payouts: '付款与银行',
    ledger: '总账',
    developers: '开发者'
  },
  language: '语言',
  scheme: '浅色或深色',
  schemes: { auto: '自动', light: '浅色', dark: '深色' },
  signedInAs: (who) => `已登录：${who}`,
  zone: (name) => `时间：${name}`,
  signOut: '退出登录',
  moved: (now) => `Kontor 的时钟已被调快，现在是 ${now}。`,
  loading: '正在加载',
  stillLoading: '仍在加载，服务器尚未答复。',
  more: '显示更多',
  shown: (count, hasMore) => (hasMore ? `已显示前 ${count} 条` : `共 ${count} 条`),
  filters: '筛选',
  noneLikeIt: '没有找到。请试试名称的一部分、参考号或编号。',
  noBuyerLikeIt: '没有买家使用此参考号或编号，请完整输入。',
  moreLikeIt: '还有更多：请多输入几个字，或输入完整的参考号或编号。',
  chooseOne: '请从提示中选择，或输入完整的参考号或编号。',
  clear: '清除筛选',
  csv: 'CSV',
  copy: (what) => `复制 ${what}`,
  copied: '已复制',
  close: '关闭',
  dismiss: '关闭提示',
  back: '返回',
  howCounted: (about) => `计算方法：${about}`,
  asOf: (moment) => `截至 ${moment}`,
  showTable: '表格',
  hideTable: '隐藏表格',
  effect: '将发生的变化',
  now: '现在',
  afterwards: '之后',
  noEffect: '不涉及款项变动。'
}

export const gate: Text['gate'] = {
  title: '您尚未登录',
  how: '控制台通过一次性链接打开。运营人员可在运行 Kontor 的机器上获取：',
  merchant: '商户从平台获取链接。每个链接只能用一次；登录后的浏览器会保持登录一段时间。',
  buyer: '您的订单在买家页面',
  toPocket: '查看我的订单',
  noServer: '控制台无法连接 Kontor'
}

export const problems: Text['problems'] = {
  refusal,
  advice,
  said: inChinese,
  noAnswer: 'Kontor 没有答复。',
  noAnswerAdvice: '请检查网络是否连通、服务器是否在运行，然后重试。',
  request: '请求',
  retry: '重试',
  unknown: '没有收到答复，因此不知道操作是否已生效。',
  unknownAdvice:
    '请再次发送：内容不变，使用同一个密钥，最多只会生效一次。也可以重新加载页面，查看是否已生效。',
  sendAgain: '再次发送',
  page: '无法显示此页面',
  pageAdvice: '期间可能安装了新版本，请重新加载页面。',
  reload: '重新加载',
  notYours: '此页面不对您开放',
  notYoursAdvice: (actor) => `您的登录身份：${actor}。有权限的人可以打开此地址。`,
  noPage: '没有这个页面',
  noPageAdvice: '地址可能输入有误，或来自旧版本。',
  toStart: '回到首页'
}
