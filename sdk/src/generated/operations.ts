// Made from docs/openapi.json by `npm run sdk`. Changes belong there, or into sdk/generate.
import type { ActOptions, CallOptions, Page, Send } from '../call.ts'
import { pagesOf } from '../pages.ts'
import { segment } from '../url.ts'
import type {
  ApiKey,
  ApiKeyWithSecret,
  ApiKeysListQuery,
  BankFile,
  BankFilesCreateQuery,
  BankFilesCreateReply,
  BankFilesListQuery,
  BankLine,
  BankStatement,
  Book,
  BookTransfer,
  BookTransfersListQuery,
  BooksListQuery,
  Buyer,
  BuyersCreateBody,
  BuyersListQuery,
  Cancellation,
  Claim,
  CommissionSchedule,
  CommissionSchedulesListQuery,
  Delivery,
  DeliveryCode,
  Difference,
  DifferencesDaysQuery,
  DifferencesDaysReply,
  DifferencesListQuery,
  DifferencesResolveQuery,
  Dispute,
  DisputeAndOrder,
  DisputeAnswer,
  DisputeDecision,
  DisputesAnswerQuery,
  DisputesDecideQuery,
  DisputesListQuery,
  EndOfEvents,
  EventTypes,
  EventsListQuery,
  Evidence,
  FxRate,
  FxRatesListQuery,
  FxRatesLoadBody,
  FxRatesLoadReply,
  ImageBody,
  LedgerAccount,
  LedgerAccountsCloseBody,
  LedgerAccountsEntriesQuery,
  LedgerAccountsFreezeBody,
  LedgerAccountsGetQuery,
  LedgerAccountsListQuery,
  LedgerAccountsUnfreezeBody,
  LedgerBatchesPostBody,
  LedgerBatchesPostReply,
  LedgerEntry,
  LedgerOutcome,
  LedgerPosting,
  LedgerTransaction,
  LedgerTransactionsGetQuery,
  LedgerTrialBalanceCsvQuery,
  LedgerTrialBalanceGetQuery,
  Me,
  Merchant,
  MerchantBalances,
  MerchantMove,
  MerchantMovePlan,
  MerchantsListQuery,
  MerchantsMovePlanQuery,
  MerchantsReinstateBody,
  MerchantsSuspendBody,
  MerchantsUpdateBody,
  NewApiKey,
  NewBook,
  NewCommissionSchedule,
  NewDispute,
  NewLedgerAccount,
  NewMerchant,
  NewOrder,
  NewOrderPayment,
  NewPayoutProfile,
  NewQuote,
  NewRefund,
  NewReturn,
  NewShipment,
  NewSignInLink,
  NewWebhookEndpoint,
  NextPayout,
  Order,
  OrderConfirmation,
  OrderJournal,
  OrderSummary,
  OrderTimeline,
  OrdersCancelQuery,
  OrdersClaimQuery,
  OrdersConfirmQuery,
  OrdersGetQuery,
  OrdersListQuery,
  OrdersRefundQuery,
  Payment,
  PaymentCapture,
  PaymentDetail,
  PaymentRefund,
  PaymentsCallsReply,
  PaymentsCaptureBody,
  PaymentsListQuery,
  PaymentsVoidBody,
  Payout,
  PayoutBreakdown,
  PayoutLine,
  PayoutProfile,
  PayoutsCancelQuery,
  PayoutsCreateBody,
  PayoutsCreateQuery,
  PayoutsCreateReply,
  PayoutsGetQuery,
  PayoutsLinesQuery,
  PayoutsListQuery,
  PayoutsRecordRejectionBody,
  ProviderCall,
  ProviderCallsListQuery,
  ProviderSettlement,
  ProviderSettlementsListQuery,
  Quote,
  Refund,
  RefundsAndOrder,
  RefundsListQuery,
  RequestsListQuery,
  Resolution,
  ResolvedDifference,
  Return,
  ReturnAndOrder,
  ReturnAnswer,
  ReturnReceipt,
  ReturnShipment,
  ReturnsAnswerQuery,
  ReturnsListQuery,
  ReturnsReceiveQuery,
  SequencedEvent,
  ServedRequest,
  Session,
  SessionsListQuery,
  SettlementReport,
  Shipment,
  ShipmentAndOrder,
  ShipmentsConfirmQuery,
  ShipmentsDisputeQuery,
  ShipmentsListQuery,
  SignInLink,
  SignInLinkWithUrl,
  StatementsImportReply,
  StatementsLinesQuery,
  StatementsListQuery,
  Today,
  TodayGetQuery,
  TrackingReport,
  TrialBalance,
  WebhookDelivery,
  WebhookDeliveryWithAttempts,
  WebhookEndpoint,
  WebhookEndpointWithSecret,
  WebhookEndpointsDeliveriesQuery,
  WebhookEndpointsListQuery,
  WebhookEndpointsReplayBody,
  WebhookEndpointsRotateSecretBody,
  WebhookEndpointsSetStateBody,
  WebhookEndpointsUpdateBody,
  WebhookReplay
} from './types.ts'

/** All operations, each sent by `send`. */
export const resources = (send: Send) => ({
  buyers: {
    /**
     * Register a buyer, or find the one with this reference.
     *
     * The reference is the marketplace's own id of the buyer. Kontor keeps no personal data here.
     *
     * `POST /v1/buyers`, needs the permission `buyers.write`.
     */
    create: (body: BuyersCreateBody, options?: ActOptions) =>
      send<Buyer>({ method: 'POST', path: `/v1/buyers`, body, keyed: true }, options),

    /**
     * List buyers.
     *
     * A buyer sees itself only.
     *
     * `GET /v1/buyers`, needs the permission `buyers.read`.
     */
    list: (options?: BuyersListQuery & CallOptions) =>
      send<Page<Buyer>>({ method: 'GET', path: `/v1/buyers` }, options),

    /**
     * List buyers.
     *
     * A buyer sees itself only.
     *
     * `GET /v1/buyers`, needs the permission `buyers.read`.
     *
     * Goes through all pages, and asks for the next one when it comes to it.
     */
    all: (options?: BuyersListQuery & CallOptions) =>
      pagesOf<Buyer>(send, { method: 'GET', path: `/v1/buyers` }, { limit: 100, ...options }),

    /**
     * Show a buyer.
     *
     * `GET /v1/buyers/{buyerId}`, needs the permission `buyers.read`.
     * Refusals: `orders.buyer_unknown`.
     */
    get: (buyerId: string, options?: CallOptions) =>
      send<Buyer>({ method: 'GET', path: `/v1/buyers/${segment('buyerId', buyerId)}` }, options)
  },

  orders: {
    /**
     * List orders.
     *
     * Merchants and buyers see their own. A merchant is shown its own part as if it were the whole. Oldest
     * first, or newest first; found by the beginning of a reference, in the order of the references.
     *
     * `GET /v1/orders`, needs the permission `orders.read`.
     */
    list: (options?: OrdersListQuery & CallOptions) =>
      send<Page<OrderSummary>>({ method: 'GET', path: `/v1/orders` }, options),

    /**
     * List orders.
     *
     * Merchants and buyers see their own. A merchant is shown its own part as if it were the whole. Oldest
     * first, or newest first; found by the beginning of a reference, in the order of the references.
     *
     * `GET /v1/orders`, needs the permission `orders.read`.
     *
     * Goes through all pages, and asks for the next one when it comes to it.
     */
    all: (options?: OrdersListQuery & CallOptions) =>
      pagesOf<OrderSummary>(send, { method: 'GET', path: `/v1/orders` }, { limit: 100, ...options }),

    /**
     * Make an order.
     *
     * The same order again is answered with the first; its reference with another order is refused.
     *
     * `POST /v1/orders`, needs the permission `orders.create`.
     * Refusals: `orders.reference_taken`, `orders.total_differs`, `orders.total_out_of_range`,
     * `orders.currencies_mixed`, `merchants.suspended`.
     */
    create: (body: NewOrder, options?: ActOptions) =>
      send<Order>({ method: 'POST', path: `/v1/orders`, body, keyed: true }, options),

    /**
     * Show an order: where its money is and why, and what happens next.
     *
     * `GET /v1/orders/{orderId}`, needs the permission `orders.read`.
     * Refusals: `orders.order_unknown`.
     */
    get: (orderId: string, options?: OrdersGetQuery & CallOptions) =>
      send<Order>({ method: 'GET', path: `/v1/orders/${segment('orderId', orderId)}` }, options),

    /**
     * Pay an order, whole or in part.
     *
     * Several payments are possible; together they never exceed what is missing.
     *
     * `POST /v1/orders/{orderId}/payments`, needs the permission `orders.pay`.
     * Refusals: `orders.order_unknown`, `orders.payment_too_much`, `orders.paid_already`, `orders.closed`.
     */
    pay: (orderId: string, body: NewOrderPayment, options?: ActOptions) =>
      send<Payment>(
        { method: 'POST', path: `/v1/orders/${segment('orderId', orderId)}/payments`, body, keyed: true },
        options
      ),

    /**
     * Confirm that everything has arrived: it is released at once.
     *
     * For goods that are on their way as well. What is in dispute stays frozen. With `shipmentIds`, for
     * those alone: what was shipped after somebody looked is not confirmed with what they saw.
     *
     * `POST /v1/orders/{orderId}/confirm`, needs the permission `orders.confirm`.
     * Refusals: `orders.order_unknown`, `orders.shipment_unknown`, `orders.confirmed_already`.
     */
    confirm: (orderId: string, body: OrderConfirmation = {}, options?: OrdersConfirmQuery & ActOptions) =>
      send<Order>(
        { method: 'POST', path: `/v1/orders/${segment('orderId', orderId)}/confirm`, body, keyed: true },
        options
      ),

    /**
     * Cancel what was not shipped.
     *
     * What was captured goes back, what was authorized is let go. A merchant cancels its own part.
     *
     * `POST /v1/orders/{orderId}/cancel`, needs the permission `orders.cancel`.
     * Refusals: `orders.order_unknown`, `orders.shipped_already`, `orders.closed`, `orders.nothing_left`.
     */
    cancel: (orderId: string, body: Cancellation, options?: OrdersCancelQuery & ActOptions) =>
      send<Order>(
        { method: 'POST', path: `/v1/orders/${segment('orderId', orderId)}/cancel`, body, keyed: true },
        options
      ),

    /**
     * Claim back what was not delivered in time.
     *
     * `POST /v1/orders/{orderId}/claims`, needs the permission `orders.claim`.
     * Refusals: `orders.order_unknown`, `orders.claim_too_early`, `orders.nothing_to_claim`.
     */
    claim: (orderId: string, body: Claim, options?: OrdersClaimQuery & ActOptions) =>
      send<Order>(
        { method: 'POST', path: `/v1/orders/${segment('orderId', orderId)}/claims`, body, keyed: true },
        options
      ),

    /**
     * Show every entry of the ledger about the money of an order, each with its reason.
     *
     * Whole transactions, with the legs that touch accounts of merchants and of the marketplace. What a
     * payout later takes from a merchant is not about one order: GET /v1/payouts/{payoutId}/lines shows
     * that.
     *
     * `GET /v1/orders/{orderId}/journal`, needs the permission `ledger.read`.
     * Refusals: `orders.order_unknown`.
     */
    journal: (orderId: string, options?: CallOptions) =>
      send<OrderJournal>(
        { method: 'GET', path: `/v1/orders/${segment('orderId', orderId)}/journal` },
        options
      ),

    /**
     * Record a shipment of some or all of a part.
     *
     * `POST /v1/orders/{orderId}/shipments`, needs the permission `shipments.write`.
     * Refusals: `orders.order_unknown`, `orders.not_paid`, `orders.units_insufficient`,
     * `orders.nothing_left`.
     */
    ship: (orderId: string, body: NewShipment, options?: ActOptions) =>
      send<Shipment>(
        { method: 'POST', path: `/v1/orders/${segment('orderId', orderId)}/shipments`, body, keyed: true },
        options
      ),

    /**
     * Give money back by goodwill.
     *
     * Of what was shipped, or of the fee: held money first, then what the merchant got, which it may come
     * to owe. Goes back over all payments. One refund for each shipment concerned. What was not shipped is
     * cancelled instead.
     *
     * `POST /v1/orders/{orderId}/refunds`, needs the permission `refunds.create`.
     * Refusals: `orders.order_unknown`, `orders.not_paid`, `orders.refund_too_large`.
     */
    refund: (orderId: string, body: NewRefund, options?: OrdersRefundQuery & ActOptions) =>
      send<RefundsAndOrder>(
        { method: 'POST', path: `/v1/orders/${segment('orderId', orderId)}/refunds`, body, keyed: true },
        options
      ),

    /**
     * Show everything that happened to an order, and what happens next by itself.
     *
     * Beside the events of the order itself: its payments, the reports of carriers, and the payouts that
     * took along what was released. A merchant sees its own part and no payments, a buyer no payouts.
     *
     * `GET /v1/orders/{orderId}/timeline`, needs the permission `orders.read`.
     * Refusals: `orders.order_unknown`.
     */
    timeline: (orderId: string, options?: CallOptions) =>
      send<OrderTimeline>(
        { method: 'GET', path: `/v1/orders/${segment('orderId', orderId)}/timeline` },
        options
      )
  },

  shipments: {
    /**
     * List shipments.
     *
     * `GET /v1/shipments`, needs the permission `shipments.read`.
     */
    list: (options?: ShipmentsListQuery & CallOptions) =>
      send<Page<Shipment>>({ method: 'GET', path: `/v1/shipments` }, options),

    /**
     * List shipments.
     *
     * `GET /v1/shipments`, needs the permission `shipments.read`.
     *
     * Goes through all pages, and asks for the next one when it comes to it.
     */
    all: (options?: ShipmentsListQuery & CallOptions) =>
      pagesOf<Shipment>(send, { method: 'GET', path: `/v1/shipments` }, { limit: 100, ...options }),

    /**
     * Show a shipment with what the carrier reported.
     *
     * `GET /v1/shipments/{shipmentId}`, needs the permission `shipments.read`.
     * Refusals: `orders.shipment_unknown`.
     */
    get: (shipmentId: string, options?: CallOptions) =>
      send<Shipment>({ method: 'GET', path: `/v1/shipments/${segment('shipmentId', shipmentId)}` }, options),

    /**
     * Add the carrier's reports, each once.
     *
     * A report of delivery is proof when the marketplace hands it in; a merchant cannot.
     *
     * `POST /v1/shipments/{shipmentId}/tracking`, needs the permission `shipments.write`.
     * Refusals: `orders.shipment_unknown`, `orders.tracking_in_future`, `orders.proof_not_yours`.
     */
    track: (shipmentId: string, body: TrackingReport, options?: ActOptions) =>
      send<Shipment>(
        {
          method: 'POST',
          path: `/v1/shipments/${segment('shipmentId', shipmentId)}/tracking`,
          body,
          keyed: true
        },
        options
      ),

    /**
     * Hand in the proof of delivery.
     *
     * From now on the inspection period runs. A merchant hands in a signed paper or the buyer's code. The
     * reference of a signed paper may be the id of a picture (POST /v1/evidence), which the buyer can then
     * see.
     *
     * `POST /v1/shipments/{shipmentId}/deliveries`, needs the permission `shipments.write`.
     * Refusals: `orders.shipment_unknown`, `orders.delivery_code_wrong`, `orders.delivered_already`,
     * `orders.evidence_unknown`, `orders.proof_not_yours`.
     */
    deliver: (shipmentId: string, body: Delivery, options?: ActOptions) =>
      send<Shipment>(
        {
          method: 'POST',
          path: `/v1/shipments/${segment('shipmentId', shipmentId)}/deliveries`,
          body,
          keyed: true
        },
        options
      ),

    /**
     * Give out a new delivery code for the buyer.
     *
     * The buyer tells it at the door. It is shown once; only its hash is kept, so the answer is not kept
     * for a repeat: the same Idempotency-Key again is a conflict, and a new one gives out a new code.
     *
     * `POST /v1/shipments/{shipmentId}/delivery-code`, needs the permission `shipments.code`.
     * Refusals: `orders.shipment_unknown`, `orders.shipment_claimed`, `orders.delivered_already`,
     * `orders.code_shown_once`.
     */
    createDeliveryCode: (shipmentId: string, options?: ActOptions) =>
      send<DeliveryCode>(
        {
          method: 'POST',
          path: `/v1/shipments/${segment('shipmentId', shipmentId)}/delivery-code`,
          keyed: true
        },
        options
      ),

    /**
     * Confirm that a shipment has arrived: it is released at once.
     *
     * `POST /v1/shipments/{shipmentId}/confirm`, needs the permission `orders.confirm`.
     * Refusals: `orders.shipment_unknown`, `orders.confirmed_already`.
     */
    confirm: (shipmentId: string, options?: ShipmentsConfirmQuery & ActOptions) =>
      send<ShipmentAndOrder>(
        { method: 'POST', path: `/v1/shipments/${segment('shipmentId', shipmentId)}/confirm`, keyed: true },
        options
      ),

    /**
     * Open a dispute about a shipment that is not released.
     *
     * Freezes the amount in dispute and nothing else. The merchant has to answer by the deadline.
     *
     * `POST /v1/shipments/{shipmentId}/disputes`, needs the permission `disputes.open`.
     * Refusals: `orders.shipment_unknown`, `orders.nothing_to_dispute`, `orders.amount_too_large`,
     * `orders.evidence_unknown`.
     */
    dispute: (shipmentId: string, body: NewDispute, options?: ShipmentsDisputeQuery & ActOptions) =>
      send<DisputeAndOrder>(
        {
          method: 'POST',
          path: `/v1/shipments/${segment('shipmentId', shipmentId)}/disputes`,
          body,
          keyed: true
        },
        options
      ),

    /**
     * Ask to send goods back.
     *
     * Their money is not released meanwhile. If the merchant does not answer in time, it is authorised.
     *
     * `POST /v1/shipments/{shipmentId}/returns`, needs the permission `returns.request`.
     * Refusals: `orders.shipment_unknown`, `orders.not_delivered`, `orders.nothing_to_return`,
     * `orders.return_too_late`.
     */
    return: (shipmentId: string, body: NewReturn, options?: ActOptions) =>
      send<Return>(
        {
          method: 'POST',
          path: `/v1/shipments/${segment('shipmentId', shipmentId)}/returns`,
          body,
          keyed: true
        },
        options
      )
  },

  disputes: {
    /**
     * List disputes.
     *
     * `GET /v1/disputes`, needs the permission `disputes.read`.
     */
    list: (options?: DisputesListQuery & CallOptions) =>
      send<Page<Dispute>>({ method: 'GET', path: `/v1/disputes` }, options),

    /**
     * List disputes.
     *
     * `GET /v1/disputes`, needs the permission `disputes.read`.
     *
     * Goes through all pages, and asks for the next one when it comes to it.
     */
    all: (options?: DisputesListQuery & CallOptions) =>
      pagesOf<Dispute>(send, { method: 'GET', path: `/v1/disputes` }, { limit: 100, ...options }),

    /**
     * Show a dispute.
     *
     * `GET /v1/disputes/{disputeId}`, needs the permission `disputes.read`.
     * Refusals: `orders.dispute_unknown`.
     */
    get: (disputeId: string, options?: CallOptions) =>
      send<Dispute>({ method: 'GET', path: `/v1/disputes/${segment('disputeId', disputeId)}` }, options),

    /**
     * Answer in a dispute.
     *
     * The merchant accepts (decided for the buyer) or contests; the buyer withdraws (decided for the
     * merchant) or maintains, and then an operator decides.
     *
     * `POST /v1/disputes/{disputeId}/answers`, needs the permission `disputes.answer`.
     * Refusals: `orders.dispute_unknown`, `orders.dispute_decided`, `orders.dispute_answer_unfit`,
     * `orders.evidence_unknown`.
     */
    answer: (disputeId: string, body: DisputeAnswer, options?: DisputesAnswerQuery & ActOptions) =>
      send<DisputeAndOrder>(
        {
          method: 'POST',
          path: `/v1/disputes/${segment('disputeId', disputeId)}/answers`,
          body,
          keyed: true
        },
        options
      ),

    /**
     * Decide a dispute: for either side, or some to each.
     *
     * `POST /v1/disputes/{disputeId}/decision`, needs the permission `disputes.decide`.
     * Refusals: `orders.dispute_unknown`, `orders.dispute_decided`, `orders.decision_differs`.
     */
    decide: (disputeId: string, body: DisputeDecision, options?: DisputesDecideQuery & ActOptions) =>
      send<DisputeAndOrder>(
        {
          method: 'POST',
          path: `/v1/disputes/${segment('disputeId', disputeId)}/decision`,
          body,
          keyed: true
        },
        options
      )
  },

  evidence: {
    /**
     * Hand in a picture, to be referred to.
     *
     * A JPEG, PNG or WebP of at most 5 MiB. Place, time, camera and comments are taken out before it is
     * kept. Until a dispute, an answer or a signed proof of delivery refers to it by its id, only whoever
     * handed it in can see it; after seven days without a reference it is forgotten.
     *
     * `POST /v1/evidence`, needs the permission `evidence.write`.
     * Refusals: `orders.picture_unknown`, `orders.picture_broken`, `orders.picture_too_large`,
     * `orders.evidence_too_many`.
     */
    create: (body: ImageBody, options?: ActOptions) =>
      send<Evidence>(
        { method: 'POST', path: `/v1/evidence`, body, bodyType: 'image/*', keyed: true },
        options
      ),

    /**
     * Show a picture that was handed in.
     *
     * For whoever handed it in and for both sides of what it is evidence of.
     *
     * `GET /v1/evidence/{evidenceId}`, needs the permission `evidence.read`.
     * Refusals: `orders.evidence_unknown`.
     */
    get: (evidenceId: string, options?: CallOptions) =>
      send<Blob>(
        { method: 'GET', path: `/v1/evidence/${segment('evidenceId', evidenceId)}`, replyType: 'image/*' },
        options
      )
  },

  returns: {
    /**
     * List returns.
     *
     * `GET /v1/returns`, needs the permission `returns.read`.
     */
    list: (options?: ReturnsListQuery & CallOptions) =>
      send<Page<Return>>({ method: 'GET', path: `/v1/returns` }, options),

    /**
     * List returns.
     *
     * `GET /v1/returns`, needs the permission `returns.read`.
     *
     * Goes through all pages, and asks for the next one when it comes to it.
     */
    all: (options?: ReturnsListQuery & CallOptions) =>
      pagesOf<Return>(send, { method: 'GET', path: `/v1/returns` }, { limit: 100, ...options }),

    /**
     * Show a return.
     *
     * `GET /v1/returns/{returnId}`, needs the permission `returns.read`.
     * Refusals: `orders.return_unknown`.
     */
    get: (returnId: string, options?: CallOptions) =>
      send<Return>({ method: 'GET', path: `/v1/returns/${segment('returnId', returnId)}` }, options),

    /**
     * Authorise a return, or reject it.
     *
     * `POST /v1/returns/{returnId}/answer`, needs the permission `returns.answer`.
     * Refusals: `orders.return_unknown`, `orders.return_unfit`.
     */
    answer: (returnId: string, body: ReturnAnswer, options?: ReturnsAnswerQuery & ActOptions) =>
      send<ReturnAndOrder>(
        { method: 'POST', path: `/v1/returns/${segment('returnId', returnId)}/answer`, body, keyed: true },
        options
      ),

    /**
     * Say that the goods are on their way back.
     *
     * `POST /v1/returns/{returnId}/shipment`, needs the permission `returns.request`.
     * Refusals: `orders.return_unknown`, `orders.return_unfit`.
     */
    ship: (returnId: string, body: ReturnShipment, options?: ActOptions) =>
      send<Return>(
        { method: 'POST', path: `/v1/returns/${segment('returnId', returnId)}/shipment`, body, keyed: true },
        options
      ),

    /**
     * Say that the goods have come back: their money goes back.
     *
     * `POST /v1/returns/{returnId}/receipt`, needs the permission `returns.answer`.
     * Refusals: `orders.return_unknown`, `orders.return_unfit`, `orders.amount_too_large`,
     * `orders.note_missing`.
     */
    receive: (returnId: string, body: ReturnReceipt, options?: ReturnsReceiveQuery & ActOptions) =>
      send<ReturnAndOrder>(
        { method: 'POST', path: `/v1/returns/${segment('returnId', returnId)}/receipt`, body, keyed: true },
        options
      )
  },

  refunds: {
    /**
     * List refunds.
     *
     * `GET /v1/refunds`, needs the permission `refunds.read`.
     */
    list: (options?: RefundsListQuery & CallOptions) =>
      send<Page<Refund>>({ method: 'GET', path: `/v1/refunds` }, options),

    /**
     * List refunds.
     *
     * `GET /v1/refunds`, needs the permission `refunds.read`.
     *
     * Goes through all pages, and asks for the next one when it comes to it.
     */
    all: (options?: RefundsListQuery & CallOptions) =>
      pagesOf<Refund>(send, { method: 'GET', path: `/v1/refunds` }, { limit: 100, ...options }),

    /**
     * Show a refund.
     *
     * `GET /v1/refunds/{refundId}`, needs the permission `refunds.read`.
     * Refusals: `orders.refund_unknown`.
     */
    get: (refundId: string, options?: CallOptions) =>
      send<Refund>({ method: 'GET', path: `/v1/refunds/${segment('refundId', refundId)}` }, options),

    /**
     * Send a refund again that the provider refused.
     *
     * `POST /v1/refunds/{refundId}/retry`, needs the permission `refunds.retry`.
     * Refusals: `orders.refund_unknown`, `orders.refund_not_failed`.
     */
    retry: (refundId: string, options?: ActOptions) =>
      send<Refund>(
        { method: 'POST', path: `/v1/refunds/${segment('refundId', refundId)}/retry`, keyed: true },
        options
      )
  },

  payments: {
    /**
     * List payments, newest first.
     *
     * `GET /v1/payments`, needs the permission `payments.read`.
     */
    list: (options?: PaymentsListQuery & CallOptions) =>
      send<Page<Payment>>({ method: 'GET', path: `/v1/payments` }, options),

    /**
     * List payments, newest first.
     *
     * `GET /v1/payments`, needs the permission `payments.read`.
     *
     * Goes through all pages, and asks for the next one when it comes to it.
     */
    all: (options?: PaymentsListQuery & CallOptions) =>
      pagesOf<Payment>(send, { method: 'GET', path: `/v1/payments` }, { limit: 100, ...options }),

    /**
     * Show a payment with its captures, refunds and chargebacks.
     *
     * `GET /v1/payments/{paymentId}`, needs the permission `payments.read`.
     * Refusals: `payments.payment_unknown`.
     */
    get: (paymentId: string, options?: CallOptions) =>
      send<PaymentDetail>(
        { method: 'GET', path: `/v1/payments/${segment('paymentId', paymentId)}` },
        options
      ),

    /**
     * Show every call to the provider for a payment, oldest first.
     *
     * `GET /v1/payments/{paymentId}/calls`, needs the permission `payments.calls.read`.
     * Refusals: `payments.payment_unknown`.
     */
    calls: (paymentId: string, options?: CallOptions) =>
      send<PaymentsCallsReply>(
        { method: 'GET', path: `/v1/payments/${segment('paymentId', paymentId)}/calls` },
        options
      ),

    /**
     * Capture a part or all of what was authorized.
     *
     * `POST /v1/payments/{paymentId}/captures`, needs the permission `payments.capture`.
     * Refusals: `payments.payment_unknown`, `payments.currency_differs`, `payments.capture_automatic`,
     * `payments.not_authorized`, `payments.capture_too_much`.
     */
    capture: (paymentId: string, body: PaymentsCaptureBody, options?: ActOptions) =>
      send<PaymentCapture>(
        {
          method: 'POST',
          path: `/v1/payments/${segment('paymentId', paymentId)}/captures`,
          body,
          keyed: true
        },
        options
      ),

    /**
     * Let go of what was authorized and not captured.
     *
     * `POST /v1/payments/{paymentId}/void`, needs the permission `payments.void`.
     * Refusals: `payments.payment_unknown`, `payments.void_too_late`.
     */
    void: (paymentId: string, body: PaymentsVoidBody = {}, options?: ActOptions) =>
      send<Payment>(
        { method: 'POST', path: `/v1/payments/${segment('paymentId', paymentId)}/void`, body, keyed: true },
        options
      ),

    /**
     * Send a failed refund again.
     *
     * `POST /v1/payments/{paymentId}/refunds/{refundId}/retry`, needs the permission `payments.refund`.
     * Refusals: `payments.payment_unknown`, `payments.refund_unknown`, `payments.refund_not_failed`.
     */
    retryRefund: (paymentId: string, refundId: string, options?: ActOptions) =>
      send<PaymentRefund>(
        {
          method: 'POST',
          path: `/v1/payments/${segment('paymentId', paymentId)}/refunds/${segment('refundId', refundId)}/retry`,
          keyed: true
        },
        options
      )
  },

  providerCalls: {
    /**
     * List calls to providers by state: the stuck ones need somebody.
     *
     * `GET /v1/provider-calls`, needs the permission `payments.calls.read`.
     */
    list: (options?: ProviderCallsListQuery & CallOptions) =>
      send<Page<ProviderCall>>({ method: 'GET', path: `/v1/provider-calls` }, options),

    /**
     * List calls to providers by state: the stuck ones need somebody.
     *
     * `GET /v1/provider-calls`, needs the permission `payments.calls.read`.
     *
     * Goes through all pages, and asks for the next one when it comes to it.
     */
    all: (options?: ProviderCallsListQuery & CallOptions) =>
      pagesOf<ProviderCall>(send, { method: 'GET', path: `/v1/provider-calls` }, { limit: 100, ...options }),

    /**
     * Try an open or stuck call to a provider again, now.
     *
     * The key stays the same, and what was sent is looked up first: it cannot happen twice.
     *
     * `POST /v1/provider-calls/{callId}/retry`, needs the permission `payments.calls.retry`.
     * Refusals: `payments.call_unknown`, `payments.call_not_open`.
     */
    retry: (callId: string, options?: ActOptions) =>
      send<ProviderCall>(
        { method: 'POST', path: `/v1/provider-calls/${segment('callId', callId)}/retry`, keyed: true },
        options
      )
  },

  merchants: {
    /**
     * List merchants.
     *
     * A merchant sees itself only.
     *
     * `GET /v1/merchants`, needs the permission `merchants.read`.
     */
    list: (options?: MerchantsListQuery & CallOptions) =>
      send<Page<Merchant>>({ method: 'GET', path: `/v1/merchants` }, options),

    /**
     * List merchants.
     *
     * A merchant sees itself only.
     *
     * `GET /v1/merchants`, needs the permission `merchants.read`.
     *
     * Goes through all pages, and asks for the next one when it comes to it.
     */
    all: (options?: MerchantsListQuery & CallOptions) =>
      pagesOf<Merchant>(send, { method: 'GET', path: `/v1/merchants` }, { limit: 100, ...options }),

    /**
     * Add a merchant.
     *
     * `POST /v1/merchants`, needs the permission `merchants.write`.
     * Refusals: `merchants.reference_taken`, `books.unknown`.
     */
    create: (body: NewMerchant, options?: ActOptions) =>
      send<Merchant>({ method: 'POST', path: `/v1/merchants`, body, keyed: true }, options),

    /**
     * Show a merchant.
     *
     * `GET /v1/merchants/{merchantId}`, needs the permission `merchants.read`.
     * Refusals: `merchants.unknown`.
     */
    get: (merchantId: string, options?: CallOptions) =>
      send<Merchant>({ method: 'GET', path: `/v1/merchants/${segment('merchantId', merchantId)}` }, options),

    /**
     * Show a merchant's money by currency.
     *
     * `GET /v1/merchants/{merchantId}/balance`, needs the permission `merchants.read`.
     * Refusals: `merchants.unknown`.
     */
    balance: (merchantId: string, options?: CallOptions) =>
      send<MerchantBalances>(
        { method: 'GET', path: `/v1/merchants/${segment('merchantId', merchantId)}/balance` },
        options
      ),

    /**
     * Change a merchant's name.
     *
     * What is left out stays as it is. The payout currency is changed with the payout profile.
     *
     * `POST /v1/merchants/{merchantId}/details`, needs the permission `merchants.write`.
     * Refusals: `merchants.unknown`.
     */
    update: (merchantId: string, body: MerchantsUpdateBody = {}, options?: ActOptions) =>
      send<Merchant>(
        {
          method: 'POST',
          path: `/v1/merchants/${segment('merchantId', merchantId)}/details`,
          body,
          keyed: true
        },
        options
      ),

    /**
     * Suspend a merchant: no new orders, no payouts.
     *
     * `POST /v1/merchants/{merchantId}/suspension`, needs the permission `merchants.suspend`.
     * Refusals: `merchants.unknown`, `merchants.state_already`.
     */
    suspend: (merchantId: string, body: MerchantsSuspendBody, options?: ActOptions) =>
      send<Merchant>(
        {
          method: 'POST',
          path: `/v1/merchants/${segment('merchantId', merchantId)}/suspension`,
          body,
          keyed: true
        },
        options
      ),

    /**
     * Reinstate a suspended merchant.
     *
     * `POST /v1/merchants/{merchantId}/reinstatement`, needs the permission `merchants.suspend`.
     * Refusals: `merchants.unknown`, `merchants.state_already`.
     */
    reinstate: (merchantId: string, body: MerchantsReinstateBody, options?: ActOptions) =>
      send<Merchant>(
        {
          method: 'POST',
          path: `/v1/merchants/${segment('merchantId', merchantId)}/reinstatement`,
          body,
          keyed: true
        },
        options
      ),

    /**
     * Show what moving a merchant to another book takes along, what stays, and what it waits for.
     *
     * `GET /v1/merchants/{merchantId}/move-plan`, needs the permission `books.read`.
     * Refusals: `merchants.unknown`, `books.unknown`, `merchants.book_already`.
     */
    movePlan: (merchantId: string, options: MerchantsMovePlanQuery & CallOptions) =>
      send<MerchantMovePlan>(
        { method: 'GET', path: `/v1/merchants/${segment('merchantId', merchantId)}/move-plan` },
        options
      ),

    /**
     * Move a merchant to another book.
     *
     * New orders are in that book from now on; those under way end where they began. Balances follow by
     * themselves, in two phases. Refused while something waits: see the plan.
     *
     * `POST /v1/merchants/{merchantId}/move`, needs the permission `books.write`.
     * Refusals: `merchants.unknown`, `books.unknown`, `merchants.book_already`, `merchants.move_waits`,
     * `ledger.account_frozen`.
     */
    move: (merchantId: string, body: MerchantMove, options?: ActOptions) =>
      send<MerchantMovePlan>(
        {
          method: 'POST',
          path: `/v1/merchants/${segment('merchantId', merchantId)}/move`,
          body,
          keyed: true
        },
        options
      ),

    /**
     * Show how a merchant is paid out.
     *
     * `GET /v1/merchants/{merchantId}/payout-profile`, needs the permission `payouts.read`.
     * Refusals: `merchants.unknown`, `payouts.profile_missing`.
     */
    payoutProfile: (merchantId: string, options?: CallOptions) =>
      send<PayoutProfile>(
        { method: 'GET', path: `/v1/merchants/${segment('merchantId', merchantId)}/payout-profile` },
        options
      ),

    /**
     * Set how a merchant is paid out.
     *
     * Schedule, minimum, reserve, currency and bank account; what is left out stays. Lifts a block after a
     * returned payout.
     *
     * `PUT /v1/merchants/{merchantId}/payout-profile`, needs the permission `payout_profiles.write`.
     * Refusals: `merchants.unknown`, `payouts.bank_account_missing`, `payouts.bank_account_own`,
     * `payouts.minimum_currency_differs`, `payouts.reserve_not_yours`.
     */
    setPayoutProfile: (merchantId: string, body: NewPayoutProfile, options?: ActOptions) =>
      send<PayoutProfile>(
        {
          method: 'PUT',
          path: `/v1/merchants/${segment('merchantId', merchantId)}/payout-profile`,
          body,
          keyed: true
        },
        options
      ),

    /**
     * Say when a merchant is paid next, and what, or why not.
     *
     * `GET /v1/merchants/{merchantId}/next-payout`, needs the permission `payouts.read`.
     * Refusals: `merchants.unknown`.
     */
    nextPayout: (merchantId: string, options?: CallOptions) =>
      send<NextPayout>(
        { method: 'GET', path: `/v1/merchants/${segment('merchantId', merchantId)}/next-payout` },
        options
      )
  },

  commissionSchedules: {
    /**
     * Add a commission schedule.
     *
     * Sales made before it begins keep their terms. The most specific schedule applies.
     *
     * `POST /v1/commission-schedules`, needs the permission `commissions.write`.
     * Refusals: `merchants.unknown`, `merchants.commission_currency_missing`,
     * `merchants.commission_currency_differs`, `merchants.commission_cap_below_minimum`,
     * `merchants.commission_in_the_past`.
     */
    create: (body: NewCommissionSchedule, options?: ActOptions) =>
      send<CommissionSchedule>(
        { method: 'POST', path: `/v1/commission-schedules`, body, keyed: true },
        options
      ),

    /**
     * List commission schedules.
     *
     * A merchant sees those that can apply to it.
     *
     * `GET /v1/commission-schedules`, needs the permission `commissions.read`.
     */
    list: (options?: CommissionSchedulesListQuery & CallOptions) =>
      send<Page<CommissionSchedule>>({ method: 'GET', path: `/v1/commission-schedules` }, options),

    /**
     * List commission schedules.
     *
     * A merchant sees those that can apply to it.
     *
     * `GET /v1/commission-schedules`, needs the permission `commissions.read`.
     *
     * Goes through all pages, and asks for the next one when it comes to it.
     */
    all: (options?: CommissionSchedulesListQuery & CallOptions) =>
      pagesOf<CommissionSchedule>(
        send,
        { method: 'GET', path: `/v1/commission-schedules` },
        { limit: 100, ...options }
      )
  },

  payouts: {
    /**
     * Pay a merchant now.
     *
     * All that is available, in each currency for itself, or up to an amount. A reserve is kept of it.
     *
     * `POST /v1/payouts`, needs the permission `payouts.write`.
     * Refusals: `merchants.unknown`, `payouts.profile_missing`, `payouts.merchant_suspended`,
     * `payouts.blocked`, `payouts.owing`, `payouts.nothing_available`, `payouts.amount_unavailable`,
     * `payouts.below_minimum`, `payouts.rate_missing`.
     */
    create: (body: PayoutsCreateBody, options?: PayoutsCreateQuery & ActOptions) =>
      send<PayoutsCreateReply>({ method: 'POST', path: `/v1/payouts`, body, keyed: true }, options),

    /**
     * List payouts, newest first.
     *
     * A merchant sees its own.
     *
     * `GET /v1/payouts`, needs the permission `payouts.read`.
     */
    list: (options?: PayoutsListQuery & CallOptions) =>
      send<Page<Payout>>({ method: 'GET', path: `/v1/payouts` }, options),

    /**
     * List payouts, newest first.
     *
     * A merchant sees its own.
     *
     * `GET /v1/payouts`, needs the permission `payouts.read`.
     *
     * Goes through all pages, and asks for the next one when it comes to it.
     */
    all: (options?: PayoutsListQuery & CallOptions) =>
      pagesOf<Payout>(send, { method: 'GET', path: `/v1/payouts` }, { limit: 100, ...options }),

    /**
     * Show a payout.
     *
     * `GET /v1/payouts/{payoutId}`, needs the permission `payouts.read`.
     * Refusals: `payouts.payout_unknown`.
     */
    get: (payoutId: string, options?: PayoutsGetQuery & CallOptions) =>
      send<Payout>({ method: 'GET', path: `/v1/payouts/${segment('payoutId', payoutId)}` }, options),

    /**
     * Cancel a payout that is in no bank file yet.
     *
     * `POST /v1/payouts/{payoutId}/cancellation`, needs the permission `payouts.write`.
     * Refusals: `payouts.payout_unknown`, `payouts.not_planned`.
     */
    cancel: (payoutId: string, options?: PayoutsCancelQuery & ActOptions) =>
      send<Payout>(
        {
          method: 'POST',
          path: `/v1/payouts/${segment('payoutId', payoutId)}/cancellation`,
          body: {},
          keyed: true
        },
        options
      ),

    /**
     * Record that the bank refused a payout before booking it.
     *
     * As told by a pain.002 or by telephone, after its file was recorded as sent. The money is available
     * again, the profile is blocked.
     *
     * `POST /v1/payouts/{payoutId}/rejection`, needs the permission `bank.write`.
     * Refusals: `payouts.payout_unknown`, `payouts.file_not_sent`, `payouts.not_returnable`.
     */
    recordRejection: (payoutId: string, body: PayoutsRecordRejectionBody = {}, options?: ActOptions) =>
      send<Payout>(
        { method: 'POST', path: `/v1/payouts/${segment('payoutId', payoutId)}/rejection`, body, keyed: true },
        options
      ),

    /**
     * Show what a payout is made of, from sales to the bank.
     *
     * Everything that changed the balance of the merchant since the payout before, added up by kind. What
     * was earned in other books comes in as it is brought to the book that pays.
     *
     * `GET /v1/payouts/{payoutId}/breakdown`, needs the permission `payouts.read`.
     * Refusals: `payouts.payout_unknown`.
     */
    breakdown: (payoutId: string, options?: CallOptions) =>
      send<PayoutBreakdown>(
        { method: 'GET', path: `/v1/payouts/${segment('payoutId', payoutId)}/breakdown` },
        options
      ),

    /**
     * List the single lines that a payout is made of, oldest first.
     *
     * They sum to what its breakdown says, to the cent.
     *
     * `GET /v1/payouts/{payoutId}/lines`, needs the permission `payouts.read`.
     * Refusals: `payouts.payout_unknown`.
     */
    lines: (payoutId: string, options?: PayoutsLinesQuery & CallOptions) =>
      send<Page<PayoutLine>>(
        { method: 'GET', path: `/v1/payouts/${segment('payoutId', payoutId)}/lines` },
        options
      ),

    /**
     * List the single lines that a payout is made of, oldest first.
     *
     * They sum to what its breakdown says, to the cent.
     *
     * `GET /v1/payouts/{payoutId}/lines`, needs the permission `payouts.read`.
     * Refusals: `payouts.payout_unknown`.
     *
     * Goes through all pages, and asks for the next one when it comes to it.
     */
    allLines: (payoutId: string, options?: PayoutsLinesQuery & CallOptions) =>
      pagesOf<PayoutLine>(
        send,
        { method: 'GET', path: `/v1/payouts/${segment('payoutId', payoutId)}/lines` },
        { limit: 100, ...options }
      )
  },

  bankFiles: {
    /**
     * Write bank files of all planned payouts now.
     *
     * One for each currency, up to 5,000 payouts at a time; without it they are written at the cut-off.
     *
     * `POST /v1/bank-files`, needs the permission `bank.write`.
     */
    create: (options?: BankFilesCreateQuery & ActOptions) =>
      send<BankFilesCreateReply>({ method: 'POST', path: `/v1/bank-files`, body: {}, keyed: true }, options),

    /**
     * List bank files, newest first.
     *
     * `GET /v1/bank-files`, needs the permission `bank.read`.
     */
    list: (options?: BankFilesListQuery & CallOptions) =>
      send<Page<BankFile>>({ method: 'GET', path: `/v1/bank-files` }, options),

    /**
     * List bank files, newest first.
     *
     * `GET /v1/bank-files`, needs the permission `bank.read`.
     *
     * Goes through all pages, and asks for the next one when it comes to it.
     */
    all: (options?: BankFilesListQuery & CallOptions) =>
      pagesOf<BankFile>(send, { method: 'GET', path: `/v1/bank-files` }, { limit: 100, ...options }),

    /**
     * Record that a file was given to the bank.
     *
     * `POST /v1/bank-files/{bankFileId}/transmission`, needs the permission `bank.write`.
     * Refusals: `payouts.file_unknown`, `payouts.file_sent_already`, `payouts.file_payouts_ended`.
     */
    recordTransmission: (bankFileId: string, options?: ActOptions) =>
      send<BankFile>(
        {
          method: 'POST',
          path: `/v1/bank-files/${segment('bankFileId', bankFileId)}/transmission`,
          body: {},
          keyed: true
        },
        options
      ),

    /**
     * Show a bank file.
     *
     * `GET /v1/bank-files/{bankFileId}`, needs the permission `bank.read`.
     * Refusals: `payouts.file_unknown`.
     */
    get: (bankFileId: string, options?: CallOptions) =>
      send<BankFile>({ method: 'GET', path: `/v1/bank-files/${segment('bankFileId', bankFileId)}` }, options),

    /**
     * Fetch the text of a bank file: ISO 20022 pain.001.001.09.
     *
     * It has the names and accounts of merchants in it.
     *
     * `GET /v1/bank-files/{bankFileId}/document`, needs the permission `bank.write`.
     * Refusals: `payouts.file_unknown`.
     */
    document: (bankFileId: string, options?: CallOptions) =>
      send<string>(
        {
          method: 'GET',
          path: `/v1/bank-files/${segment('bankFileId', bankFileId)}/document`,
          replyType: 'application/xml'
        },
        options
      )
  },

  statements: {
    /**
     * Import bank statements: ISO 20022 camt.053.001.02 to .08.
     *
     * Up to 16 MiB. All statements of the file, or none. One that was imported before is answered as it
     * was then.
     *
     * `POST /v1/statements`, needs the permission `bank.write`.
     * Refusals: `payouts.xml_doctype`, `payouts.xml_too_deep`, `payouts.xml_too_large`,
     * `payouts.xml_malformed`, `payouts.statement_kind_unknown`, `payouts.statement_incomplete`,
     * `payouts.statement_too_long`, `payouts.statement_balance_missing`,
     * `payouts.statement_currency_unknown`, `payouts.statement_amount_invalid`,
     * `payouts.statement_does_not_add_up`, `payouts.statement_account_unknown`,
     * `payouts.statement_differs`.
     */
    import: (body: string, options?: ActOptions) =>
      send<StatementsImportReply>(
        { method: 'POST', path: `/v1/statements`, body, bodyType: 'application/xml', keyed: true },
        options
      ),

    /**
     * List imported bank statements, newest first.
     *
     * `GET /v1/statements`, needs the permission `bank.read`.
     */
    list: (options?: StatementsListQuery & CallOptions) =>
      send<Page<BankStatement>>({ method: 'GET', path: `/v1/statements` }, options),

    /**
     * List imported bank statements, newest first.
     *
     * `GET /v1/statements`, needs the permission `bank.read`.
     *
     * Goes through all pages, and asks for the next one when it comes to it.
     */
    all: (options?: StatementsListQuery & CallOptions) =>
      pagesOf<BankStatement>(send, { method: 'GET', path: `/v1/statements` }, { limit: 100, ...options }),

    /**
     * Show an imported bank statement.
     *
     * `GET /v1/statements/{statementId}`, needs the permission `bank.read`.
     * Refusals: `payouts.statement_unknown`.
     */
    get: (statementId: string, options?: CallOptions) =>
      send<BankStatement>(
        { method: 'GET', path: `/v1/statements/${segment('statementId', statementId)}` },
        options
      ),

    /**
     * List the lines of a statement and what each turned out to be.
     *
     * `GET /v1/statements/{statementId}/lines`, needs the permission `bank.read`.
     * Refusals: `payouts.statement_unknown`.
     */
    lines: (statementId: string, options?: StatementsLinesQuery & CallOptions) =>
      send<Page<BankLine>>(
        { method: 'GET', path: `/v1/statements/${segment('statementId', statementId)}/lines` },
        options
      ),

    /**
     * List the lines of a statement and what each turned out to be.
     *
     * `GET /v1/statements/{statementId}/lines`, needs the permission `bank.read`.
     * Refusals: `payouts.statement_unknown`.
     *
     * Goes through all pages, and asks for the next one when it comes to it.
     */
    allLines: (statementId: string, options?: StatementsLinesQuery & CallOptions) =>
      pagesOf<BankLine>(
        send,
        { method: 'GET', path: `/v1/statements/${segment('statementId', statementId)}/lines` },
        { limit: 100, ...options }
      )
  },

  differences: {
    /**
     * List differences between us and the bank or a provider, with their age.
     *
     * Missing, extra, amount, currency, duplicate. Oldest first.
     *
     * `GET /v1/differences`, needs the permission `bank.read`.
     */
    list: (options?: DifferencesListQuery & CallOptions) =>
      send<Page<Difference>>({ method: 'GET', path: `/v1/differences` }, options),

    /**
     * List differences between us and the bank or a provider, with their age.
     *
     * Missing, extra, amount, currency, duplicate. Oldest first.
     *
     * `GET /v1/differences`, needs the permission `bank.read`.
     *
     * Goes through all pages, and asks for the next one when it comes to it.
     */
    all: (options?: DifferencesListQuery & CallOptions) =>
      pagesOf<Difference>(send, { method: 'GET', path: `/v1/differences` }, { limit: 100, ...options }),

    /**
     * Count differences by the day on which they began.
     *
     * Days of UTC, oldest first; one on which none began is left out. At most 366 of them.
     *
     * `GET /v1/differences/days`, needs the permission `bank.read`.
     */
    days: (options: DifferencesDaysQuery & CallOptions) =>
      send<DifferencesDaysReply>({ method: 'GET', path: `/v1/differences/days` }, options),

    /**
     * Resolve a difference: say where its money belongs, and why.
     *
     * `POST /v1/differences/{differenceId}/resolution`, needs the permission `bank.write`.
     * Refusals: `payouts.difference_unknown`, `payouts.difference_resolved`, `payouts.resolution_unfit`,
     * `payouts.payout_unknown`, `payouts.settlement_unknown`, `merchants.unknown`,
     * `ledger.funds_insufficient`.
     */
    resolve: (differenceId: string, body: Resolution, options?: DifferencesResolveQuery & ActOptions) =>
      send<ResolvedDifference>(
        {
          method: 'POST',
          path: `/v1/differences/${segment('differenceId', differenceId)}/resolution`,
          body,
          keyed: true
        },
        options
      )
  },

  providerSettlements: {
    /**
     * List settlements of providers, newest first.
     *
     * `GET /v1/provider-settlements`, needs the permission `bank.read`.
     */
    list: (options?: ProviderSettlementsListQuery & CallOptions) =>
      send<Page<ProviderSettlement>>({ method: 'GET', path: `/v1/provider-settlements` }, options),

    /**
     * List settlements of providers, newest first.
     *
     * `GET /v1/provider-settlements`, needs the permission `bank.read`.
     *
     * Goes through all pages, and asks for the next one when it comes to it.
     */
    all: (options?: ProviderSettlementsListQuery & CallOptions) =>
      pagesOf<ProviderSettlement>(
        send,
        { method: 'GET', path: `/v1/provider-settlements` },
        { limit: 100, ...options }
      ),

    /**
     * Record what a provider says it paid to our bank.
     *
     * Where the provider is asked by itself, nobody needs this. The same report again changes nothing.
     *
     * `POST /v1/provider-settlements`, needs the permission `bank.write`.
     * Refusals: `payouts.settlement_differs`, `payouts.settlement_does_not_add_up`,
     * `payouts.settlement_empty`, `payouts.settlement_to_come`.
     */
    create: (body: SettlementReport, options?: ActOptions) =>
      send<ProviderSettlement>(
        { method: 'POST', path: `/v1/provider-settlements`, body, keyed: true },
        options
      )
  },

  fx: {
    rates: {
      /**
       * Load exchange rates.
       *
       * The newest by its own time is used, in either direction; old ones stay.
       *
       * `POST /v1/fx/rates`, needs the permission `fx.write`.
       * Refusals: `payouts.rate_of_itself`, `payouts.rate_in_the_future`.
       */
      load: (body: FxRatesLoadBody, options?: ActOptions) =>
        send<FxRatesLoadReply>({ method: 'POST', path: `/v1/fx/rates`, body, keyed: true }, options),

      /**
       * List exchange rates, newest first.
       *
       * `GET /v1/fx/rates`, needs the permission `fx.read`.
       */
      list: (options?: FxRatesListQuery & CallOptions) =>
        send<Page<FxRate>>({ method: 'GET', path: `/v1/fx/rates` }, options),

      /**
       * List exchange rates, newest first.
       *
       * `GET /v1/fx/rates`, needs the permission `fx.read`.
       *
       * Goes through all pages, and asks for the next one when it comes to it.
       */
      all: (options?: FxRatesListQuery & CallOptions) =>
        pagesOf<FxRate>(send, { method: 'GET', path: `/v1/fx/rates` }, { limit: 100, ...options })
    }
  },

  quotes: {
    /**
     * Ask at what rate an amount is exchanged.
     *
     * Name what is sold and the currency to buy, or what is bought and the currency to sell.
     *
     * `POST /v1/quotes`, needs the permission `quotes.write`.
     * Refusals: `merchants.unknown`, `payouts.quote_of_itself`, `payouts.rate_missing`,
     * `payouts.quote_too_small`, `payouts.quote_too_large`.
     */
    create: (body: NewQuote, options?: ActOptions) =>
      send<Quote>({ method: 'POST', path: `/v1/quotes`, body, keyed: true }, options),

    /**
     * Show a quote.
     *
     * `GET /v1/quotes/{quoteId}`, needs the permission `fx.read`.
     * Refusals: `payouts.quote_unknown`.
     */
    get: (quoteId: string, options?: CallOptions) =>
      send<Quote>({ method: 'GET', path: `/v1/quotes/${segment('quoteId', quoteId)}` }, options),

    /**
     * Exchange a merchant's balance at a quote.
     *
     * Once, and not after it has expired.
     *
     * `POST /v1/quotes/{quoteId}/execution`, needs the permission `quotes.write`.
     * Refusals: `payouts.quote_unknown`, `payouts.quote_without_merchant`, `payouts.quote_executed`,
     * `payouts.quote_expired`, `ledger.funds_insufficient`.
     */
    execute: (quoteId: string, options?: ActOptions) =>
      send<Quote>(
        {
          method: 'POST',
          path: `/v1/quotes/${segment('quoteId', quoteId)}/execution`,
          body: {},
          keyed: true
        },
        options
      )
  },

  ledger: {
    accounts: {
      /**
       * List the accounts of a book with their balances, by name.
       *
       * `GET /v1/ledger/accounts`, needs the permission `ledger.read`.
       * Refusals: `books.unknown`.
       */
      list: (options?: LedgerAccountsListQuery & CallOptions) =>
        send<Page<LedgerAccount>>({ method: 'GET', path: `/v1/ledger/accounts` }, options),

      /**
       * List the accounts of a book with their balances, by name.
       *
       * `GET /v1/ledger/accounts`, needs the permission `ledger.read`.
       * Refusals: `books.unknown`.
       *
       * Goes through all pages, and asks for the next one when it comes to it.
       */
      all: (options?: LedgerAccountsListQuery & CallOptions) =>
        pagesOf<LedgerAccount>(
          send,
          { method: 'GET', path: `/v1/ledger/accounts` },
          { limit: 100, ...options }
        ),

      /**
       * Open an account of your own.
       *
       * Opening it again in the same form is harmless. Kinds of Kontor's own chart of accounts, such as
       * `escrow`, are taken. Accounts of the same name in two books have nothing to do with each other.
       *
       * `POST /v1/ledger/accounts`, needs the permission `ledger.write`.
       * Refusals: `ledger.kind_reserved`, `ledger.floor_malformed`, `ledger.account_differs`,
       * `books.unknown`.
       */
      create: (body: NewLedgerAccount, options?: ActOptions) =>
        send<LedgerAccount>({ method: 'POST', path: `/v1/ledger/accounts`, body, keyed: true }, options),

      /**
       * Show an account with its balances, now or at a past moment.
       *
       * `GET /v1/ledger/accounts/{accountId}`, needs the permission `ledger.read`.
       * Refusals: `ledger.account_unknown`, `books.unknown`, `ledger.moment_to_come`.
       */
      get: (accountId: string, options?: LedgerAccountsGetQuery & CallOptions) =>
        send<LedgerAccount>(
          { method: 'GET', path: `/v1/ledger/accounts/${segment('accountId', accountId)}` },
          options
        ),

      /**
       * List the entries of an account, each with the balance after it.
       *
       * In the order of their time. Entries never change; new ones come at the end.
       *
       * `GET /v1/ledger/accounts/{accountId}/statement`, needs the permission `ledger.read`.
       * Refusals: `ledger.account_unknown`, `books.unknown`.
       */
      entries: (accountId: string, options?: LedgerAccountsEntriesQuery & CallOptions) =>
        send<Page<LedgerEntry>>(
          { method: 'GET', path: `/v1/ledger/accounts/${segment('accountId', accountId)}/statement` },
          options
        ),

      /**
       * List the entries of an account, each with the balance after it.
       *
       * In the order of their time. Entries never change; new ones come at the end.
       *
       * `GET /v1/ledger/accounts/{accountId}/statement`, needs the permission `ledger.read`.
       * Refusals: `ledger.account_unknown`, `books.unknown`.
       *
       * Goes through all pages, and asks for the next one when it comes to it.
       */
      allEntries: (accountId: string, options?: LedgerAccountsEntriesQuery & CallOptions) =>
        pagesOf<LedgerEntry>(
          send,
          { method: 'GET', path: `/v1/ledger/accounts/${segment('accountId', accountId)}/statement` },
          { limit: 100, ...options }
        ),

      /**
       * Freeze an account: nothing moves in or out until it is unfrozen.
       *
       * `POST /v1/ledger/accounts/{accountId}/freeze`, needs the permission `ledger.control`.
       * Refusals: `ledger.account_unknown`, `ledger.account_closed`, `ledger.account_not_empty`,
       * `books.unknown`.
       */
      freeze: (accountId: string, body: LedgerAccountsFreezeBody = {}, options?: ActOptions) =>
        send<LedgerAccount>(
          {
            method: 'POST',
            path: `/v1/ledger/accounts/${segment('accountId', accountId)}/freeze`,
            body,
            keyed: true
          },
          options
        ),

      /**
       * Unfreeze an account.
       *
       * `POST /v1/ledger/accounts/{accountId}/unfreeze`, needs the permission `ledger.control`.
       * Refusals: `ledger.account_unknown`, `ledger.account_closed`, `ledger.account_not_empty`,
       * `books.unknown`.
       */
      unfreeze: (accountId: string, body: LedgerAccountsUnfreezeBody = {}, options?: ActOptions) =>
        send<LedgerAccount>(
          {
            method: 'POST',
            path: `/v1/ledger/accounts/${segment('accountId', accountId)}/unfreeze`,
            body,
            keyed: true
          },
          options
        ),

      /**
       * Close an account for ever. It must have no balance and no open holds.
       *
       * `POST /v1/ledger/accounts/{accountId}/close`, needs the permission `ledger.control`.
       * Refusals: `ledger.account_unknown`, `ledger.account_closed`, `ledger.account_not_empty`,
       * `books.unknown`.
       */
      close: (accountId: string, body: LedgerAccountsCloseBody = {}, options?: ActOptions) =>
        send<LedgerAccount>(
          {
            method: 'POST',
            path: `/v1/ledger/accounts/${segment('accountId', accountId)}/close`,
            body,
            keyed: true
          },
          options
        )
    },

    transactions: {
      /**
       * Post a transaction: all its legs, or none.
       *
       * A refusal is recorded and answered 422. The id of a transaction makes a repeat harmless: in one book
       * the same id with the same body is answered with the first outcome, a refusal included, and with
       * another body it is refused.
       *
       * `POST /v1/ledger/transactions`, needs the permission `ledger.write`.
       * Refusals: `ledger.transaction_differs`, `ledger.reversal_with_legs`, `ledger.transaction_empty`,
       * `ledger.too_many_legs`, `ledger.leg_id_repeated`, `ledger.reversal_unknown`,
       * `ledger.reversed_already`, `ledger.reversal_of_reversal`, `ledger.reversal_of_hold`,
       * `ledger.reversal_of_nothing`, `ledger.code_malformed`, `ledger.subject_malformed`,
       * `ledger.amount_nan`, `ledger.amount_infinite`, `ledger.amount_fractional`,
       * `ledger.amount_not_bigint`, `ledger.amount_negative`, `ledger.amount_zero`,
       * `ledger.amount_too_large`, `ledger.transfer_id_taken`, `ledger.same_account`, `ledger.hold_unknown`,
       * `ledger.account_unknown`, `ledger.account_managed`, `ledger.currency_differs`,
       * `ledger.account_closed`, `ledger.account_frozen`, `ledger.expiry_malformed`, `ledger.expiry_past`,
       * `ledger.hold_expired`, `ledger.hold_settled`, `ledger.capture_exceeds_hold`,
       * `ledger.funds_insufficient`, `ledger.balance_insufficient`, `ledger.sum_overflow`, `books.unknown`.
       */
      post: (body: LedgerPosting, options?: CallOptions) =>
        send<LedgerOutcome>({ method: 'POST', path: `/v1/ledger/transactions`, body }, options),

      /**
       * Show a transaction: what moved, or why it was refused.
       *
       * `GET /v1/ledger/transactions/{transactionId}`, needs the permission `ledger.read`.
       * Refusals: `ledger.transaction_unknown`, `books.unknown`.
       */
      get: (transactionId: string, options?: LedgerTransactionsGetQuery & CallOptions) =>
        send<LedgerTransaction>(
          { method: 'GET', path: `/v1/ledger/transactions/${segment('transactionId', transactionId)}` },
          options
        )
    },

    batches: {
      /**
       * Post up to 8000 transactions in one book, each of which succeeds or fails alone.
       *
       * The outcomes come in the order of the transactions. The id of a transaction makes a repeat harmless:
       * in one book the same id with the same body is answered with the first outcome, a refusal included,
       * and with another body it is refused.
       *
       * `POST /v1/ledger/batches`, needs the permission `ledger.write`.
       * Refusals: `books.unknown`.
       */
      post: (body: LedgerBatchesPostBody, options?: CallOptions) =>
        send<LedgerBatchesPostReply>({ method: 'POST', path: `/v1/ledger/batches`, body }, options)
    },

    trialBalance: {
      /**
       * Show all accounts of a book by kind and currency, now or at a past moment.
       *
       * In each currency the debit column sums to what the credit column sums to. Holds move nothing.
       *
       * `GET /v1/ledger/trial-balance`, needs the permission `ledger.read`.
       * Refusals: `books.unknown`, `ledger.moment_to_come`.
       */
      get: (options?: LedgerTrialBalanceGetQuery & CallOptions) =>
        send<TrialBalance>({ method: 'GET', path: `/v1/ledger/trial-balance` }, options),

      /**
       * The same as a table of comma-separated values.
       *
       * With a line of names. Amounts are decimals of their currency.
       *
       * `GET /v1/ledger/trial-balance.csv`, needs the permission `ledger.read`.
       * Refusals: `books.unknown`, `ledger.moment_to_come`.
       */
      csv: (options?: LedgerTrialBalanceCsvQuery & CallOptions) =>
        send<string>({ method: 'GET', path: `/v1/ledger/trial-balance.csv`, replyType: 'text/csv' }, options)
    }
  },

  books: {
    /**
     * List books, by name.
     *
     * Every installation has the book `main`.
     *
     * `GET /v1/books`, needs the permission `books.read`.
     */
    list: (options?: BooksListQuery & CallOptions) =>
      send<Page<Book>>({ method: 'GET', path: `/v1/books` }, options),

    /**
     * List books, by name.
     *
     * Every installation has the book `main`.
     *
     * `GET /v1/books`, needs the permission `books.read`.
     *
     * Goes through all pages, and asks for the next one when it comes to it.
     */
    all: (options?: BooksListQuery & CallOptions) =>
      pagesOf<Book>(send, { method: 'GET', path: `/v1/books` }, { limit: 100, ...options }),

    /**
     * Create a book.
     *
     * An independent ledger: what is posted in it waits for no other book. It is never removed.
     *
     * `POST /v1/books`, needs the permission `books.write`.
     * Refusals: `books.taken`.
     */
    create: (body: NewBook, options?: ActOptions) =>
      send<Book>({ method: 'POST', path: `/v1/books`, body, keyed: true }, options)
  },

  bookTransfers: {
    /**
     * List money between books, oldest first.
     *
     * `GET /v1/book-transfers`, needs the permission `books.read`.
     */
    list: (options?: BookTransfersListQuery & CallOptions) =>
      send<Page<BookTransfer>>({ method: 'GET', path: `/v1/book-transfers` }, options),

    /**
     * List money between books, oldest first.
     *
     * `GET /v1/book-transfers`, needs the permission `books.read`.
     *
     * Goes through all pages, and asks for the next one when it comes to it.
     */
    all: (options?: BookTransfersListQuery & CallOptions) =>
      pagesOf<BookTransfer>(send, { method: 'GET', path: `/v1/book-transfers` }, { limit: 100, ...options })
  },

  webhookEndpoints: {
    /**
     * List webhook endpoints.
     *
     * A merchant sees its own.
     *
     * `GET /v1/webhook-endpoints`, needs the permission `webhooks.read`.
     */
    list: (options?: WebhookEndpointsListQuery & CallOptions) =>
      send<Page<WebhookEndpoint>>({ method: 'GET', path: `/v1/webhook-endpoints` }, options),

    /**
     * List webhook endpoints.
     *
     * A merchant sees its own.
     *
     * `GET /v1/webhook-endpoints`, needs the permission `webhooks.read`.
     *
     * Goes through all pages, and asks for the next one when it comes to it.
     */
    all: (options?: WebhookEndpointsListQuery & CallOptions) =>
      pagesOf<WebhookEndpoint>(
        send,
        { method: 'GET', path: `/v1/webhook-endpoints` },
        { limit: 100, ...options }
      ),

    /**
     * Add a webhook endpoint.
     *
     * It gets the events from now on; a merchant’s gets those of its own business. The answer is the only
     * place where its secret is shown, so it is not kept for a repeat: the same Idempotency-Key again is a
     * conflict.
     *
     * `POST /v1/webhook-endpoints`, needs the permission `webhooks.write`.
     * Refusals: `webhooks.event_unknown`, `webhooks.url_refused`, `webhooks.endpoints_enough`,
     * `webhooks.secret_shown_once`.
     */
    create: (body: NewWebhookEndpoint, options?: ActOptions) =>
      send<WebhookEndpointWithSecret>(
        { method: 'POST', path: `/v1/webhook-endpoints`, body, keyed: true },
        options
      ),

    /**
     * Show a webhook endpoint, without its secret.
     *
     * `GET /v1/webhook-endpoints/{endpointId}`, needs the permission `webhooks.read`.
     * Refusals: `webhooks.endpoint_unknown`.
     */
    get: (endpointId: string, options?: CallOptions) =>
      send<WebhookEndpoint>(
        { method: 'GET', path: `/v1/webhook-endpoints/${segment('endpointId', endpointId)}` },
        options
      ),

    /**
     * Delete a webhook endpoint for good.
     *
     * Nothing more is sent to it, and its secret is forgotten. Answers it as it was.
     *
     * `DELETE /v1/webhook-endpoints/{endpointId}`, needs the permission `webhooks.write`.
     * Refusals: `webhooks.endpoint_unknown`.
     */
    delete: (endpointId: string, options?: ActOptions) =>
      send<WebhookEndpoint>(
        { method: 'DELETE', path: `/v1/webhook-endpoints/${segment('endpointId', endpointId)}`, keyed: true },
        options
      ),

    /**
     * Change the address, description or events of a webhook endpoint.
     *
     * What is left out stays as it is. What waits for it is sent to the new address.
     *
     * `POST /v1/webhook-endpoints/{endpointId}/details`, needs the permission `webhooks.write`.
     * Refusals: `webhooks.endpoint_unknown`, `webhooks.event_unknown`, `webhooks.url_refused`.
     */
    update: (endpointId: string, body: WebhookEndpointsUpdateBody = {}, options?: ActOptions) =>
      send<WebhookEndpoint>(
        {
          method: 'POST',
          path: `/v1/webhook-endpoints/${segment('endpointId', endpointId)}/details`,
          body,
          keyed: true
        },
        options
      ),

    /**
     * Enable, pause or disable a webhook endpoint.
     *
     * Paused, its events wait, for 30 days at most, and are sent when it is enabled again. Disabled, those
     * that wait are skipped, and none are kept for it.
     *
     * `POST /v1/webhook-endpoints/{endpointId}/state`, needs the permission `webhooks.write`.
     * Refusals: `webhooks.endpoint_unknown`, `webhooks.state_already`.
     */
    setState: (endpointId: string, body: WebhookEndpointsSetStateBody, options?: ActOptions) =>
      send<WebhookEndpoint>(
        {
          method: 'POST',
          path: `/v1/webhook-endpoints/${segment('endpointId', endpointId)}/state`,
          body,
          keyed: true
        },
        options
      ),

    /**
     * Give a webhook endpoint a new secret.
     *
     * The secret before it signs along for so many hours: each webhook then has a signature for each
     * secret that holds. At most 4 old ones do; one more is refused until the first of them ends. The
     * answer is the only place where the new one is shown, so it is not kept for a repeat: the same
     * Idempotency-Key again is a conflict.
     *
     * `POST /v1/webhook-endpoints/{endpointId}/secret`, needs the permission `webhooks.write`.
     * Refusals: `webhooks.endpoint_unknown`, `webhooks.secret_shown_once`, `webhooks.old_secrets_enough`.
     */
    rotateSecret: (endpointId: string, body: WebhookEndpointsRotateSecretBody = {}, options?: ActOptions) =>
      send<WebhookEndpointWithSecret>(
        {
          method: 'POST',
          path: `/v1/webhook-endpoints/${segment('endpointId', endpointId)}/secret`,
          body,
          keyed: true
        },
        options
      ),

    /**
     * Send a test to a webhook endpoint.
     *
     * One attempt with an event `webhook.endpoint_tested`, also while it is paused or disabled. What came
     * of it stands among its deliveries.
     *
     * `POST /v1/webhook-endpoints/{endpointId}/test`, needs the permission `webhooks.write`.
     * Refusals: `webhooks.endpoint_unknown`.
     */
    test: (endpointId: string, options?: ActOptions) =>
      send<WebhookEndpoint>(
        {
          method: 'POST',
          path: `/v1/webhook-endpoints/${segment('endpointId', endpointId)}/test`,
          keyed: true
        },
        options
      ),

    /**
     * List the deliveries of a webhook endpoint, newest first.
     *
     * Those that are done are kept for 30 days.
     *
     * `GET /v1/webhook-endpoints/{endpointId}/deliveries`, needs the permission `webhooks.read`.
     * Refusals: `webhooks.endpoint_unknown`.
     */
    deliveries: (endpointId: string, options?: WebhookEndpointsDeliveriesQuery & CallOptions) =>
      send<Page<WebhookDelivery>>(
        { method: 'GET', path: `/v1/webhook-endpoints/${segment('endpointId', endpointId)}/deliveries` },
        options
      ),

    /**
     * List the deliveries of a webhook endpoint, newest first.
     *
     * Those that are done are kept for 30 days.
     *
     * `GET /v1/webhook-endpoints/{endpointId}/deliveries`, needs the permission `webhooks.read`.
     * Refusals: `webhooks.endpoint_unknown`.
     *
     * Goes through all pages, and asks for the next one when it comes to it.
     */
    allDeliveries: (endpointId: string, options?: WebhookEndpointsDeliveriesQuery & CallOptions) =>
      pagesOf<WebhookDelivery>(
        send,
        { method: 'GET', path: `/v1/webhook-endpoints/${segment('endpointId', endpointId)}/deliveries` },
        { limit: 100, ...options }
      ),

    /**
     * Send again what a webhook endpoint has not got since a moment.
     *
     * Deliveries that were given up or skipped since then, oldest first, at most 5,000 at a time: `more`
     * says that there are others.
     *
     * `POST /v1/webhook-endpoints/{endpointId}/replays`, needs the permission `webhooks.write`.
     * Refusals: `webhooks.endpoint_unknown`, `webhooks.endpoint_disabled`.
     */
    replay: (endpointId: string, body: WebhookEndpointsReplayBody, options?: ActOptions) =>
      send<WebhookReplay>(
        {
          method: 'POST',
          path: `/v1/webhook-endpoints/${segment('endpointId', endpointId)}/replays`,
          body,
          keyed: true
        },
        options
      )
  },

  webhookDeliveries: {
    /**
     * Show a webhook delivery with its attempts.
     *
     * `GET /v1/webhook-deliveries/{deliveryId}`, needs the permission `webhooks.read`.
     * Refusals: `webhooks.delivery_unknown`.
     */
    get: (deliveryId: string, options?: CallOptions) =>
      send<WebhookDeliveryWithAttempts>(
        { method: 'GET', path: `/v1/webhook-deliveries/${segment('deliveryId', deliveryId)}` },
        options
      ),

    /**
     * Send a webhook delivery again.
     *
     * Under the same webhook-id, and through the whole schedule. New events do not wait for it.
     *
     * `POST /v1/webhook-deliveries/{deliveryId}/replay`, needs the permission `webhooks.write`.
     * Refusals: `webhooks.delivery_unknown`, `webhooks.endpoint_disabled`, `webhooks.not_replayable`.
     */
    replay: (deliveryId: string, options?: ActOptions) =>
      send<WebhookDelivery>(
        {
          method: 'POST',
          path: `/v1/webhook-deliveries/${segment('deliveryId', deliveryId)}/replay`,
          keyed: true
        },
        options
      )
  },

  today: {
    /**
     * Show where all money stands, what came in and went out by day, and what waits for somebody.
     *
     * `GET /v1/today`, needs the permission `desk.read`.
     */
    get: (options?: TodayGetQuery & CallOptions) => send<Today>({ method: 'GET', path: `/v1/today` }, options)
  },

  requests: {
    /**
     * List requests as they were answered, the newest first.
     *
     * For developers: without bodies, kept for some days, and written a second late. Where more come than
     * a log should hold, looks that went well are left out first; it is no audit log, which GET /v1/events
     * is.
     *
     * `GET /v1/requests`, needs the permission `requests.read`.
     */
    list: (options?: RequestsListQuery & CallOptions) =>
      send<Page<ServedRequest>>({ method: 'GET', path: `/v1/requests` }, options),

    /**
     * List requests as they were answered, the newest first.
     *
     * For developers: without bodies, kept for some days, and written a second late. Where more come than
     * a log should hold, looks that went well are left out first; it is no audit log, which GET /v1/events
     * is.
     *
     * `GET /v1/requests`, needs the permission `requests.read`.
     *
     * Goes through all pages, and asks for the next one when it comes to it.
     */
    all: (options?: RequestsListQuery & CallOptions) =>
      pagesOf<ServedRequest>(send, { method: 'GET', path: `/v1/requests` }, { limit: 100, ...options })
  },

  events: {
    /**
     * List what happened, in the order of the log.
     *
     * A merchant sees the events of its own business. Places have no gaps and never change. To follow the
     * log, ask again with the last place that you have seen as `afterPlace`.
     *
     * `GET /v1/events`, needs the permission `events.read`.
     */
    list: (options?: EventsListQuery & CallOptions) =>
      send<Page<SequencedEvent>>({ method: 'GET', path: `/v1/events` }, options),

    /**
     * List what happened, in the order of the log.
     *
     * A merchant sees the events of its own business. Places have no gaps and never change. To follow the
     * log, ask again with the last place that you have seen as `afterPlace`.
     *
     * `GET /v1/events`, needs the permission `events.read`.
     *
     * Goes through all pages, and asks for the next one when it comes to it.
     */
    all: (options?: EventsListQuery & CallOptions) =>
      pagesOf<SequencedEvent>(send, { method: 'GET', path: `/v1/events` }, { limit: 100, ...options }),

    /**
     * Show where the log ends now.
     *
     * Who follows the log from here on lists events with this place as `afterPlace`.
     *
     * `GET /v1/events/end`, needs the permission `events.read`.
     */
    end: (options?: CallOptions) => send<EndOfEvents>({ method: 'GET', path: `/v1/events/end` }, options)
  },

  eventTypes: {
    /**
     * List the types of all events that can happen.
     *
     * An endpoint of webhooks takes any of them, all of a noun as `order.*`, or `*`.
     *
     * `GET /v1/event-types`, needs the permission `events.read`.
     */
    get: (options?: CallOptions) => send<EventTypes>({ method: 'GET', path: `/v1/event-types` }, options)
  },

  apiKeys: {
    /**
     * List API keys.
     *
     * `GET /v1/api-keys`, needs the permission `keys.read`.
     */
    list: (options?: ApiKeysListQuery & CallOptions) =>
      send<Page<ApiKey>>({ method: 'GET', path: `/v1/api-keys` }, options),

    /**
     * List API keys.
     *
     * `GET /v1/api-keys`, needs the permission `keys.read`.
     *
     * Goes through all pages, and asks for the next one when it comes to it.
     */
    all: (options?: ApiKeysListQuery & CallOptions) =>
      pagesOf<ApiKey>(send, { method: 'GET', path: `/v1/api-keys` }, { limit: 100, ...options }),

    /**
     * Make an API key.
     *
     * The answer is the only place where the key stands, so it is not kept for a repeat: the same
     * Idempotency-Key again is answered with a conflict that names the key.
     *
     * `POST /v1/api-keys`, needs the permission `keys.write`.
     * Refusals: `identity.owner_mismatch`, `identity.merchant_unknown`, `identity.key_shown_once`.
     */
    create: (body: NewApiKey, options?: ActOptions) =>
      send<ApiKeyWithSecret>({ method: 'POST', path: `/v1/api-keys`, body, keyed: true }, options),

    /**
     * Show an API key, without its secret.
     *
     * `GET /v1/api-keys/{keyId}`, needs the permission `keys.read`.
     * Refusals: `identity.key_not_found`.
     */
    get: (keyId: string, options?: CallOptions) =>
      send<ApiKey>({ method: 'GET', path: `/v1/api-keys/${segment('keyId', keyId)}` }, options),

    /**
     * Revoke an API key for good.
     *
     * Every process stops taking it within two seconds.
     *
     * `DELETE /v1/api-keys/{keyId}`, needs the permission `keys.write`.
     * Refusals: `identity.key_not_found`.
     */
    revoke: (keyId: string, options?: ActOptions) =>
      send<ApiKey>(
        { method: 'DELETE', path: `/v1/api-keys/${segment('keyId', keyId)}`, keyed: true },
        options
      )
  },

  me: {
    /**
     * Show who sends this request, and what it may do.
     *
     * `GET /v1/me`, needs the permission `me.read`.
     */
    get: (options?: CallOptions) => send<Me>({ method: 'GET', path: `/v1/me` }, options)
  },

  signInLinks: {
    /**
     * Make a link that signs somebody in, once.
     *
     * Send it to nobody else: whoever opens it first is signed in. The answer is the only place where the
     * link stands, so it is not kept for a repeat: the same Idempotency-Key again is answered with a
     * conflict that names the link. An operator makes links for all, a service for merchants and buyers.
     *
     * `POST /v1/sign-in-links`, needs the permission `sign_in_links.write`.
     * Refusals: `identity.link_beyond`, `identity.owner_mismatch`, `identity.merchant_unknown`,
     * `identity.buyer_unknown`, `identity.link_too_long`, `identity.link_shown_once`.
     */
    create: (body: NewSignInLink, options?: ActOptions) =>
      send<SignInLinkWithUrl>({ method: 'POST', path: `/v1/sign-in-links`, body, keyed: true }, options),

    /**
     * Take a sign-in link back.
     *
     * It then signs nobody in any more. A session that it has opened goes on.
     *
     * `DELETE /v1/sign-in-links/{linkId}`, needs the permission `sign_in_links.write`.
     * Refusals: `identity.link_not_found`, `identity.link_beyond`.
     */
    delete: (linkId: string, options?: ActOptions) =>
      send<SignInLink>(
        { method: 'DELETE', path: `/v1/sign-in-links/${segment('linkId', linkId)}`, keyed: true },
        options
      )
  },

  sessions: {
    /**
     * List sessions that are not over.
     *
     * Those of the same merchant, buyer or kind; an operator sees all.
     *
     * `GET /v1/sessions`, needs the permission `sessions.read`.
     */
    list: (options?: SessionsListQuery & CallOptions) =>
      send<Page<Session>>({ method: 'GET', path: `/v1/sessions` }, options),

    /**
     * List sessions that are not over.
     *
     * Those of the same merchant, buyer or kind; an operator sees all.
     *
     * `GET /v1/sessions`, needs the permission `sessions.read`.
     *
     * Goes through all pages, and asks for the next one when it comes to it.
     */
    all: (options?: SessionsListQuery & CallOptions) =>
      pagesOf<Session>(send, { method: 'GET', path: `/v1/sessions` }, { limit: 100, ...options }),

    /**
     * End a session for good.
     *
     * Every process stops taking it within two seconds.
     *
     * `DELETE /v1/sessions/{sessionId}`, needs the permission `sessions.write`.
     * Refusals: `identity.session_not_found`.
     */
    delete: (sessionId: string, options?: ActOptions) =>
      send<Session>(
        { method: 'DELETE', path: `/v1/sessions/${segment('sessionId', sessionId)}`, keyed: true },
        options
      )
  }
})
