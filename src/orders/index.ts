/** Orders: from the basket to the last release; who may do what, when, and what happens by itself. */
export { findBuyers } from './buyer-store.ts'
export { cancelMany, cancelOrder, claimOrder } from './cancel-order.ts'
export { checks } from './checks.ts'
export { countOrders } from './count-store.ts'
export { createOrder, createOrders } from './create-orders.ts'
export { answerDispute, decideDispute } from './decide-dispute.ts'
export {
  confirmOrder,
  confirmShipment,
  deliverMany,
  deliverShipment,
  type DeliverShipment
} from './deliver-shipment.ts'
export type { DisputeId } from './dispute.ts'
export { findLives } from './find-lives.ts'
export { orderHooks } from './hooks.ts'
export { orderJobs } from './jobs.ts'
export type { Life } from './life.ts'
export { openDispute } from './open-dispute.ts'
export {
  type BuyerId,
  type ItemId,
  Line,
  marketplace,
  NewOrder,
  type OrderId,
  OrderState,
  type Party,
  Policies,
  Upcoming
} from './order.ts'
export { type OrderPayment, payOrder, payOrders } from './pay-order.ts'
export { refundOrder, retryRefund } from './refund-order.ts'
export { referencesOf } from './order-store.ts'
export { listRefunds } from './refund-store.ts'
export { registerBuyers } from './register-buyers.ts'
export { answerReturn, receiveReturn, requestReturn, shipReturn } from './return-goods.ts'
export { issueDeliveryCode, shipItems, shipMany } from './ship-items.ts'
export type { ShipmentId } from './shipment.ts'
export { addTracking } from './track-shipment.ts'
export { orderRoutes } from './routes.ts'
export { partyOf, showOrder } from './show-order.ts'
export { disputesToAnswer, disputesToDecide, ordersPutOff } from './waiting-store.ts'
export { EvidenceView } from './evidence.ts'
export { OrderSummary, OrderView } from './order-view.ts'
export { DisputeView, type ReturnView, type ShipmentView } from './view.ts'
