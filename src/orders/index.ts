/** Orders: from the basket to the last release; who may do what, when, and what happens by itself. */
export { Buyer } from './buyer.ts'
export { createOrder, createOrders } from './create-orders.ts'
export type { Life } from './life.ts'
export {
  type BuyerId,
  type Item,
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
export { registerBuyers } from './register-buyers.ts'
