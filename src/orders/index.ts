/** Orders: from the basket to the last release; who may do what, when, and what happens by itself. */
export { Buyer } from './buyer.ts'
export { cancelMany, cancelOrder, type CancelOrder, claimOrder, type ClaimOrder } from './cancel-order.ts'
export { checks } from './checks.ts'
export { countOrders } from './count-store.ts'
export { createOrder, createOrders } from './create-orders.ts'
export { type AnswerDispute, answerDispute, decideDispute } from './decide-dispute.ts'
export {
  confirmOrder,
  confirmShipment,
  deliverMany,
  deliverShipment,
  type DeliverShipment
} from './deliver-shipment.ts'
export type { Dispute, DisputeId } from './dispute.ts'
export { findLives } from './find-lives.ts'
export { orderHooks } from './hooks.ts'
export { orderJobs } from './jobs.ts'
export type { Life } from './life.ts'
export { openDispute, type OpenDispute } from './open-dispute.ts'
export {
  type BuyerId,
  type Item,
  type ItemId,
  Line,
  marketplace,
  NewOrder,
  type Order,
  type OrderId,
  OrderState,
  type Part,
  type PartId,
  type Party,
  Policies
} from './order.ts'
export { type OrderPayment, payOrder, payOrders } from './pay-order.ts'
export type { Refund, RefundId } from './refund.ts'
export { refundOrder, type RefundOrder, retryRefund } from './refund-order.ts'
export { listRefunds } from './refund-store.ts'
export { registerBuyers } from './register-buyers.ts'
export type { ReturnCase, ReturnId } from './return.ts'
export { answerReturn, receiveReturn, requestReturn, type RequestReturn, shipReturn } from './return-goods.ts'
export { issueDeliveryCode, shipItems, type ShipItems, shipMany } from './ship-items.ts'
export type { Shipment, ShipmentId, TrackingEvent } from './shipment.ts'
export { addTracking } from './track-shipment.ts'
export { orderRoutes } from './routes.ts'
export { showOrder } from './show-order.ts'
export type { OrderView } from './order-view.ts'
