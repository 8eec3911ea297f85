// Made by `npm run generate -w console`. Do not edit.
export interface paths {
    "/v1/buyers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List buyers.
         * @description A buyer sees itself only.
         */
        get: operations["getBuyers"];
        put?: never;
        /**
         * Register a buyer, or find the one with this reference.
         * @description The reference is the marketplace's own id of the buyer. Kontor keeps no personal data here.
         */
        post: operations["postBuyers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/buyers/{buyerId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show a buyer. */
        get: operations["getBuyersBuyerId"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List orders.
         * @description Merchants and buyers see their own. A merchant is shown its own part as if it were the whole. Oldest first, or newest first; found by the beginning of a reference, in the order of the references.
         */
        get: operations["getOrders"];
        put?: never;
        /**
         * Make an order.
         * @description The same order again is answered with the first; its reference with another order is refused.
         */
        post: operations["postOrders"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{orderId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show an order: where its money is and why, and what happens next. */
        get: operations["getOrdersOrderId"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{orderId}/payments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Pay an order, whole or in part.
         * @description Several payments are possible; together they never exceed what is missing.
         */
        post: operations["postOrdersOrderIdPayments"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{orderId}/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Confirm that everything has arrived: it is released at once.
         * @description For goods that are on their way as well. What is in dispute stays frozen. With `shipmentIds`, for those alone: what was shipped after somebody looked is not confirmed with what they saw.
         */
        post: operations["postOrdersOrderIdConfirm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{orderId}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel what was not shipped.
         * @description What was captured goes back, what was authorized is let go. A merchant cancels its own part.
         */
        post: operations["postOrdersOrderIdCancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{orderId}/claims": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Claim back what was not delivered in time. */
        post: operations["postOrdersOrderIdClaims"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{orderId}/journal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show every entry of the ledger about the money of an order, each with its reason.
         * @description Whole transactions, with the legs that touch accounts of merchants and of the marketplace. What a payout later takes from a merchant is not about one order: GET /v1/payouts/{payoutId}/lines shows that.
         */
        get: operations["getOrdersOrderIdJournal"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/shipments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List shipments. */
        get: operations["getShipments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/shipments/{shipmentId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show a shipment with what the carrier reported. */
        get: operations["getShipmentsShipmentId"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{orderId}/shipments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Record a shipment of some or all of a part. */
        post: operations["postOrdersOrderIdShipments"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/shipments/{shipmentId}/tracking": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Add the carrier's reports, each once.
         * @description A report of delivery is proof when the marketplace hands it in; a merchant cannot.
         */
        post: operations["postShipmentsShipmentIdTracking"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/shipments/{shipmentId}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Hand in the proof of delivery.
         * @description From now on the inspection period runs. A merchant hands in a signed paper or the buyer's code. The reference of a signed paper may be the id of a picture (POST /v1/evidence), which the buyer can then see.
         */
        post: operations["postShipmentsShipmentIdDeliveries"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/shipments/{shipmentId}/delivery-code": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give out a new delivery code for the buyer.
         * @description The buyer tells it at the door. It is shown once; only its hash is kept, so the answer is not kept for a repeat: the same Idempotency-Key again is a conflict, and a new one gives out a new code.
         */
        post: operations["postShipmentsShipmentIdDeliveryCode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/shipments/{shipmentId}/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Confirm that a shipment has arrived: it is released at once. */
        post: operations["postShipmentsShipmentIdConfirm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/disputes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List disputes. */
        get: operations["getDisputes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/disputes/{disputeId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show a dispute. */
        get: operations["getDisputesDisputeId"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/shipments/{shipmentId}/disputes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Open a dispute about a shipment that is not released.
         * @description Freezes the amount in dispute and nothing else. The merchant has to answer by the deadline.
         */
        post: operations["postShipmentsShipmentIdDisputes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/disputes/{disputeId}/answers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Answer in a dispute.
         * @description The merchant accepts (decided for the buyer) or contests; the buyer withdraws (decided for the merchant) or maintains, and then an operator decides.
         */
        post: operations["postDisputesDisputeIdAnswers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/disputes/{disputeId}/decision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Decide a dispute: for either side, or some to each. */
        post: operations["postDisputesDisputeIdDecision"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/evidence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Hand in a picture, to be referred to.
         * @description A JPEG, PNG or WebP of at most 5 MiB. Place, time, camera and comments are taken out before it is kept. Until a dispute, an answer or a signed proof of delivery refers to it by its id, only whoever handed it in can see it; after seven days without a reference it is forgotten.
         */
        post: operations["postEvidence"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/evidence/{evidenceId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show a picture that was handed in.
         * @description For whoever handed it in and for both sides of what it is evidence of.
         */
        get: operations["getEvidenceEvidenceId"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/returns": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List returns. */
        get: operations["getReturns"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/returns/{returnId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show a return. */
        get: operations["getReturnsReturnId"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/shipments/{shipmentId}/returns": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask to send goods back.
         * @description Their money is not released meanwhile. If the merchant does not answer in time, it is authorised.
         */
        post: operations["postShipmentsShipmentIdReturns"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/returns/{returnId}/answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Authorise a return, or reject it. */
        post: operations["postReturnsReturnIdAnswer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/returns/{returnId}/shipment": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say that the goods are on their way back. */
        post: operations["postReturnsReturnIdShipment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/returns/{returnId}/receipt": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say that the goods have come back: their money goes back. */
        post: operations["postReturnsReturnIdReceipt"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/refunds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List refunds. */
        get: operations["getRefunds"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/refunds/{refundId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show a refund. */
        get: operations["getRefundsRefundId"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{orderId}/refunds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give money back by goodwill.
         * @description Of what was shipped, or of the fee: held money first, then what the merchant got, which it may come to owe. Goes back over all payments. One refund for each shipment concerned. What was not shipped is cancelled instead.
         */
        post: operations["postOrdersOrderIdRefunds"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/refunds/{refundId}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a refund again that the provider refused. */
        post: operations["postRefundsRefundIdRetry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List payments, newest first. */
        get: operations["getPayments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payments/{paymentId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show a payment with its captures, refunds and chargebacks. */
        get: operations["getPaymentsPaymentId"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payments/{paymentId}/calls": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show every call to the provider for a payment, oldest first. */
        get: operations["getPaymentsPaymentIdCalls"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/provider-calls": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List calls to providers by state: the stuck ones need somebody. */
        get: operations["getProviderCalls"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payments/{paymentId}/captures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Capture a part or all of what was authorized. */
        post: operations["postPaymentsPaymentIdCaptures"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payments/{paymentId}/void": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let go of what was authorized and not captured. */
        post: operations["postPaymentsPaymentIdVoid"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payments/{paymentId}/refunds/{refundId}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a failed refund again. */
        post: operations["postPaymentsPaymentIdRefundsRefundIdRetry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/provider-calls/{callId}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Try an open or stuck call to a provider again, now.
         * @description The key stays the same, and what was sent is looked up first: it cannot happen twice.
         */
        post: operations["postProviderCallsCallIdRetry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/providers/{provider}/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take a webhook of a payment provider.
         * @description The signature of the raw body is checked. An event that was taken before is taken as read.
         */
        post: operations["postProvidersProviderWebhooks"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/merchants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List merchants.
         * @description A merchant sees itself only.
         */
        get: operations["getMerchants"];
        put?: never;
        /** Add a merchant. */
        post: operations["postMerchants"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/merchants/{merchantId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show a merchant. */
        get: operations["getMerchantsMerchantId"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/merchants/{merchantId}/balance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show a merchant's money by currency. */
        get: operations["getMerchantsMerchantIdBalance"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/merchants/{merchantId}/details": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change a merchant's name.
         * @description What is left out stays as it is. The payout currency is changed with the payout profile.
         */
        post: operations["postMerchantsMerchantIdDetails"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/merchants/{merchantId}/suspension": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Suspend a merchant: no new orders, no payouts. */
        post: operations["postMerchantsMerchantIdSuspension"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/merchants/{merchantId}/reinstatement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Reinstate a suspended merchant. */
        post: operations["postMerchantsMerchantIdReinstatement"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/merchants/{merchantId}/move-plan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show what moving a merchant to another book takes along, what stays, and what it waits for. */
        get: operations["getMerchantsMerchantIdMovePlan"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/merchants/{merchantId}/move": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Move a merchant to another book.
         * @description New orders are in that book from now on; those under way end where they began. Balances follow by themselves, in two phases. Refused while something waits: see the plan.
         */
        post: operations["postMerchantsMerchantIdMove"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/commission-schedules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List commission schedules.
         * @description A merchant sees those that can apply to it.
         */
        get: operations["getCommissionSchedules"];
        put?: never;
        /**
         * Add a commission schedule.
         * @description Sales made before it begins keep their terms. The most specific schedule applies.
         */
        post: operations["postCommissionSchedules"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/merchants/{merchantId}/payout-profile": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show how a merchant is paid out. */
        get: operations["getMerchantsMerchantIdPayoutProfile"];
        /**
         * Set how a merchant is paid out.
         * @description Schedule, minimum, reserve, currency and bank account; what is left out stays. Lifts a block after a returned payout.
         */
        put: operations["putMerchantsMerchantIdPayoutProfile"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/merchants/{merchantId}/next-payout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Say when a merchant is paid next, and what, or why not. */
        get: operations["getMerchantsMerchantIdNextPayout"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payouts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List payouts, newest first.
         * @description A merchant sees its own.
         */
        get: operations["getPayouts"];
        put?: never;
        /**
         * Pay a merchant now.
         * @description All that is available, in each currency for itself, or up to an amount. A reserve is kept of it.
         */
        post: operations["postPayouts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payouts/{payoutId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show a payout. */
        get: operations["getPayoutsPayoutId"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payouts/{payoutId}/cancellation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Cancel a payout that is in no bank file yet. */
        post: operations["postPayoutsPayoutIdCancellation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payouts/{payoutId}/rejection": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Record that the bank refused a payout before booking it.
         * @description As told by a pain.002 or by telephone, after its file was recorded as sent. The money is available again, the profile is blocked.
         */
        post: operations["postPayoutsPayoutIdRejection"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payouts/{payoutId}/breakdown": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show what a payout is made of, from sales to the bank.
         * @description Everything that changed the balance of the merchant since the payout before, added up by kind. What was earned in other books comes in as it is brought to the book that pays.
         */
        get: operations["getPayoutsPayoutIdBreakdown"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payouts/{payoutId}/lines": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the single lines that a payout is made of, oldest first.
         * @description They sum to what its breakdown says, to the cent.
         */
        get: operations["getPayoutsPayoutIdLines"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/bank-files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List bank files, newest first. */
        get: operations["getBankFiles"];
        put?: never;
        /**
         * Write bank files of all planned payouts now.
         * @description One for each currency, up to 5,000 payouts at a time; without it they are written at the cut-off.
         */
        post: operations["postBankFiles"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/bank-files/{bankFileId}/transmission": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Record that a file was given to the bank. */
        post: operations["postBankFilesBankFileIdTransmission"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/bank-files/{bankFileId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show a bank file. */
        get: operations["getBankFilesBankFileId"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/bank-files/{bankFileId}/document": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Fetch the text of a bank file: ISO 20022 pain.001.001.09.
         * @description It has the names and accounts of merchants in it.
         */
        get: operations["getBankFilesBankFileIdDocument"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/statements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List imported bank statements, newest first. */
        get: operations["getStatements"];
        put?: never;
        /**
         * Import bank statements: ISO 20022 camt.053.001.02 to .08.
         * @description Up to 16 MiB. All statements of the file, or none. One that was imported before is answered as it was then.
         */
        post: operations["postStatements"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/statements/{statementId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show an imported bank statement. */
        get: operations["getStatementsStatementId"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/statements/{statementId}/lines": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the lines of a statement and what each turned out to be. */
        get: operations["getStatementsStatementIdLines"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/differences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List differences between us and the bank or a provider, with their age.
         * @description Missing, extra, amount, currency, duplicate. Oldest first.
         */
        get: operations["getDifferences"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/differences/days": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Count differences by the day on which they began.
         * @description Days of UTC, oldest first; one on which none began is left out. At most 366 of them.
         */
        get: operations["getDifferencesDays"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/provider-settlements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List settlements of providers, newest first. */
        get: operations["getProviderSettlements"];
        put?: never;
        /**
         * Record what a provider says it paid to our bank.
         * @description Where the provider is asked by itself, nobody needs this. The same report again changes nothing.
         */
        post: operations["postProviderSettlements"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/differences/{differenceId}/resolution": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Resolve a difference: say where its money belongs, and why. */
        post: operations["postDifferencesDifferenceIdResolution"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/fx/rates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List exchange rates, newest first. */
        get: operations["getFxRates"];
        put?: never;
        /**
         * Load exchange rates.
         * @description The newest by its own time is used, in either direction; old ones stay.
         */
        post: operations["postFxRates"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/quotes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask at what rate an amount is exchanged.
         * @description Name what is sold and the currency to buy, or what is bought and the currency to sell.
         */
        post: operations["postQuotes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/quotes/{quoteId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show a quote. */
        get: operations["getQuotesQuoteId"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/quotes/{quoteId}/execution": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Exchange a merchant's balance at a quote.
         * @description Once, and not after it has expired.
         */
        post: operations["postQuotesQuoteIdExecution"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/ledger/accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the accounts of a book with their balances, by name. */
        get: operations["getLedgerAccounts"];
        put?: never;
        /**
         * Open an account of your own.
         * @description Opening it again in the same form is harmless. Kinds of Kontor's own chart of accounts, such as `escrow`, are taken. Accounts of the same name in two books have nothing to do with each other.
         */
        post: operations["postLedgerAccounts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/ledger/accounts/{accountId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show an account with its balances, now or at a past moment. */
        get: operations["getLedgerAccountsAccountId"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/ledger/accounts/{accountId}/statement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the entries of an account, each with the balance after it.
         * @description In the order of their time. Entries never change; new ones come at the end.
         */
        get: operations["getLedgerAccountsAccountIdStatement"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/ledger/accounts/{accountId}/freeze": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Freeze an account: nothing moves in or out until it is unfrozen. */
        post: operations["postLedgerAccountsAccountIdFreeze"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/ledger/accounts/{accountId}/unfreeze": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Unfreeze an account. */
        post: operations["postLedgerAccountsAccountIdUnfreeze"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/ledger/accounts/{accountId}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Close an account for ever. It must have no balance and no open holds. */
        post: operations["postLedgerAccountsAccountIdClose"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/ledger/transactions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Post a transaction: all its legs, or none.
         * @description A refusal is recorded and answered 422. The id of a transaction makes a repeat harmless: in one book the same id with the same body is answered with the first outcome, a refusal included, and with another body it is refused.
         */
        post: operations["postLedgerTransactions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/ledger/batches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Post up to 8000 transactions in one book, each of which succeeds or fails alone.
         * @description The outcomes come in the order of the transactions. The id of a transaction makes a repeat harmless: in one book the same id with the same body is answered with the first outcome, a refusal included, and with another body it is refused.
         */
        post: operations["postLedgerBatches"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/ledger/transactions/{transactionId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show a transaction: what moved, or why it was refused. */
        get: operations["getLedgerTransactionsTransactionId"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/ledger/trial-balance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show all accounts of a book by kind and currency, now or at a past moment.
         * @description In each currency the debit column sums to what the credit column sums to. Holds move nothing.
         */
        get: operations["getLedgerTrialBalance"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/ledger/trial-balance.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The same as a table of comma-separated values.
         * @description With a line of names. Amounts are decimals of their currency.
         */
        get: operations["getLedgerTrialBalanceCsv"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/books": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List books, by name.
         * @description Every installation has the book `main`.
         */
        get: operations["getBooks"];
        put?: never;
        /**
         * Create a book.
         * @description An independent ledger: what is posted in it waits for no other book. It is never removed.
         */
        post: operations["postBooks"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/book-transfers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List money between books, oldest first. */
        get: operations["getBookTransfers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-endpoints": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List webhook endpoints.
         * @description A merchant sees its own.
         */
        get: operations["getWebhookEndpoints"];
        put?: never;
        /**
         * Add a webhook endpoint.
         * @description It gets the events from now on; a merchant’s gets those of its own business. The answer is the only place where its secret is shown, so it is not kept for a repeat: the same Idempotency-Key again is a conflict.
         */
        post: operations["postWebhookEndpoints"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-endpoints/{endpointId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show a webhook endpoint, without its secret. */
        get: operations["getWebhookEndpointsEndpointId"];
        put?: never;
        post?: never;
        /**
         * Delete a webhook endpoint for good.
         * @description Nothing more is sent to it, and its secret is forgotten. Answers it as it was.
         */
        delete: operations["deleteWebhookEndpointsEndpointId"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-endpoints/{endpointId}/details": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change the address, description or events of a webhook endpoint.
         * @description What is left out stays as it is. What waits for it is sent to the new address.
         */
        post: operations["postWebhookEndpointsEndpointIdDetails"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-endpoints/{endpointId}/state": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Enable, pause or disable a webhook endpoint.
         * @description Paused, its events wait, for 30 days at most, and are sent when it is enabled again. Disabled, those that wait are skipped, and none are kept for it.
         */
        post: operations["postWebhookEndpointsEndpointIdState"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-endpoints/{endpointId}/secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give a webhook endpoint a new secret.
         * @description The secret before it signs along for so many hours: each webhook then has a signature for each secret that holds. At most 4 old ones do; one more is refused until the first of them ends. The answer is the only place where the new one is shown, so it is not kept for a repeat: the same Idempotency-Key again is a conflict.
         */
        post: operations["postWebhookEndpointsEndpointIdSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-endpoints/{endpointId}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a test to a webhook endpoint.
         * @description One attempt with an event `webhook.endpoint_tested`, also while it is paused or disabled. What came of it stands among its deliveries.
         */
        post: operations["postWebhookEndpointsEndpointIdTest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-endpoints/{endpointId}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the deliveries of a webhook endpoint, newest first.
         * @description Those that are done are kept for 30 days.
         */
        get: operations["getWebhookEndpointsEndpointIdDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-endpoints/{endpointId}/replays": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send again what a webhook endpoint has not got since a moment.
         * @description Deliveries that were given up or skipped since then, oldest first, at most 5,000 at a time: `more` says that there are others.
         */
        post: operations["postWebhookEndpointsEndpointIdReplays"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-deliveries/{deliveryId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show a webhook delivery with its attempts. */
        get: operations["getWebhookDeliveriesDeliveryId"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-deliveries/{deliveryId}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a webhook delivery again.
         * @description Under the same webhook-id, and through the whole schedule. New events do not wait for it.
         */
        post: operations["postWebhookDeliveriesDeliveryIdReplay"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/today": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show where all money stands, what came in and went out by day, and what waits for somebody. */
        get: operations["getToday"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{orderId}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show everything that happened to an order, and what happens next by itself.
         * @description Beside the events of the order itself: its payments, the reports of carriers, and the payouts that took along what was released. A merchant sees its own part and no payments, a buyer no payouts.
         */
        get: operations["getOrdersOrderIdTimeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List requests as they were answered, the newest first.
         * @description For developers: without bodies, kept for some days, and written a second late. Where more come than a log should hold, looks that went well are left out first; it is no audit log, which GET /v1/events is.
         */
        get: operations["getRequests"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what happened, in the order of the log.
         * @description A merchant sees the events of its own business. Places have no gaps and never change. To follow the log, ask again with the last place that you have seen as `afterPlace`.
         */
        get: operations["getEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/event-types": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the types of all events that can happen.
         * @description An endpoint of webhooks takes any of them, all of a noun as `order.*`, or `*`.
         */
        get: operations["getEventTypes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show where the log ends now.
         * @description Who follows the log from here on lists events with this place as `afterPlace`.
         */
        get: operations["getEventsEnd"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List API keys. */
        get: operations["getApiKeys"];
        put?: never;
        /**
         * Make an API key.
         * @description The answer is the only place where the key stands, so it is not kept for a repeat: the same Idempotency-Key again is answered with a conflict that names the key.
         */
        post: operations["postApiKeys"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/api-keys/{keyId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show an API key, without its secret. */
        get: operations["getApiKeysKeyId"];
        put?: never;
        post?: never;
        /**
         * Revoke an API key for good.
         * @description Every process stops taking it within two seconds.
         */
        delete: operations["deleteApiKeysKeyId"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show who sends this request, and what it may do. */
        get: operations["getMe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sign-in-links": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a link that signs somebody in, once.
         * @description Send it to nobody else: whoever opens it first is signed in. The answer is the only place where the link stands, so it is not kept for a repeat: the same Idempotency-Key again is answered with a conflict that names the link. An operator makes links for all, a service for merchants and buyers.
         */
        post: operations["postSignInLinks"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sign-in-links/{linkId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Take a sign-in link back.
         * @description It then signs nobody in any more. A session that it has opened goes on.
         */
        delete: operations["deleteSignInLinksLinkId"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List sessions that are not over.
         * @description Those of the same merchant, buyer or kind; an operator sees all.
         */
        get: operations["getSessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions/{sessionId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * End a session for good.
         * @description Every process stops taking it within two seconds.
         */
        delete: operations["deleteSessionsSessionId"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @example merchant:mer_01h455vb4pex5vsknk084sn02q:CNY */
        AccountId: string;
        ApiKey: {
            /** @example key_01h455vb4pex5vsknk084sn02q */
            id: string;
            /**
             * @description How the key begins, to tell keys apart.
             * @example kontor_test_9GtYw2Qa
             */
            prefix: string;
            /** @enum {string} */
            kind: "operator" | "service" | "merchant" | "buyer" | "auditor";
            /** @description What it may do; null: everything that its kind may do. */
            permissions: string[] | null;
            merchantId: string | null;
            buyerId: string | null;
            test: boolean;
            label: string;
            createdAt: components["schemas"]["Timestamp"];
            expiresAt: components["schemas"]["Timestamp"] | null;
            revokedAt: components["schemas"]["Timestamp"] | null;
            /** @description To the hour. */
            lastUsedAt: components["schemas"]["Timestamp"] | null;
        };
        ApiKeyWithSecret: {
            key: components["schemas"]["ApiKey"];
            /** @description The key itself. It is shown this once and kept nowhere. */
            secret: string;
        };
        BankAccount: {
            /** @example bac_01h455vb4pex5vsknk084sn02q */
            id: string;
            /** @description The last four characters of the IBAN or number. */
            ending: string;
            /** @description Country of the IBAN. */
            country: string | null;
        };
        BankFile: {
            /** @example bkf_01h455vb4pex5vsknk084sn02q */
            id: string;
            /** @description What the bank calls it. */
            messageId: string;
            currency: components["schemas"]["Currency"];
            executionDate: string;
            transactions: number;
            controlSum: components["schemas"]["Money"];
            /** @description Of the text, UTF-8. */
            sha256: string;
            /** @enum {string} */
            state: "written" | "sent";
            createdAt: components["schemas"]["Timestamp"];
            sentAt: components["schemas"]["Timestamp"] | null;
        };
        BankLine: {
            /** @example bkl_01h455vb4pex5vsknk084sn02q */
            id: string;
            place: number;
            /** @description Positive for money in. */
            amount: components["schemas"]["Money"];
            bookedOn: string;
            endToEndId: string | null;
            returnCode: string | null;
            text: string;
            /** @enum {string} */
            kind: "payout" | "file" | "return" | "settlement" | "unmatched" | "nothing";
            /** @description The payout, bank file or settlement that it is. */
            subject: string | null;
            transactionId: string | null;
            /** @description With `?include=difference`: what an unmatched line is, and whether it is resolved. */
            difference?: components["schemas"]["Difference"] | null;
        };
        BankStatement: {
            /** @example stm_01h455vb4pex5vsknk084sn02q */
            id: string;
            /** @description What the bank calls it. */
            bankStatementId: string;
            page: number;
            accountEnding: string;
            currency: components["schemas"]["Currency"];
            /** @description Electronic sequence number, as text. */
            sequence: string | null;
            /** @description Day of the closing balance. */
            to: string;
            opening: components["schemas"]["Money"];
            closing: components["schemas"]["Money"];
            lines: number;
            /** @description Lines that were recognised; the others are differences. */
            matched: number;
            importedAt: components["schemas"]["Timestamp"];
        };
        Book: {
            name: components["schemas"]["BookName"];
            createdAt: components["schemas"]["Timestamp"];
        };
        /** @example north */
        BookName: string;
        BookTransfer: {
            /** @example btr_01h455vb4pex5vsknk084sn02q */
            id: string;
            fromBook: components["schemas"]["BookName"];
            toBook: components["schemas"]["BookName"];
            /** @description The account that it leaves, in `fromBook`. */
            debit: components["schemas"]["AccountId"];
            /** @description The account that it enters, in `toBook`. */
            credit: components["schemas"]["AccountId"];
            amount: components["schemas"]["PositiveMoney"];
            code: string;
            subject: string | null;
            /**
             * @description `held_here`: set aside. `held_there`: announced on the other side, so that it will arrive. `captured_there`: arrived. `done`: gone from here too. `voided`: refused there and given back.
             * @enum {string}
             */
            state: "held_here" | "held_there" | "captured_there" | "done" | "voided";
            /** @description Why it was given back, or why it still waits. */
            reason: string | null;
            createdAt: components["schemas"]["Timestamp"];
            updatedAt: components["schemas"]["Timestamp"];
        };
        Buyer: {
            /** @example buy_01h455vb4pex5vsknk084sn02q */
            id: string;
            reference: string;
            createdAt: components["schemas"]["Timestamp"];
        };
        Cancellation: {
            /**
             * @description All that is left of this merchant's part.
             * @example mer_01h455vb4pex5vsknk084sn02q
             */
            merchantId?: string;
            /** @description Some units. Else the whole order. */
            lines?: components["schemas"]["OrderLine"][];
            reason: string;
        };
        Chargeback: {
            /** @example cbk_01h455vb4pex5vsknk084sn02q */
            id: string;
            /** @example pay_01h455vb4pex5vsknk084sn02q */
            paymentId: string;
            amount: components["schemas"]["Money"];
            reason: string;
            /** @enum {string} */
            state: "lost" | "reversed" | "mismatched";
            reference: string;
        };
        Claim: {
            /** @example mer_01h455vb4pex5vsknk084sn02q */
            merchantId?: string;
            reason: string;
        };
        /** @description The most specific schedule wins: one for the merchant before one for any, then one for the category before one for any, then one for the currency before one for any; among equals the one that became valid last. */
        CommissionSchedule: {
            /** @example csc_01h455vb4pex5vsknk084sn02q */
            id: string;
            merchantId: string | null;
            category: string | null;
            currency: components["schemas"]["Currency"] | null;
            /** @description Ten-thousandths of the amount: 250 is 2.5 %. */
            basisPoints: number;
            fixed: components["schemas"]["UnsignedMoney"] | null;
            minimum: components["schemas"]["UnsignedMoney"] | null;
            cap: components["schemas"]["UnsignedMoney"] | null;
            validFrom: components["schemas"]["Timestamp"];
            createdAt: components["schemas"]["Timestamp"];
        };
        /**
         * @description ISO 4217 code, three capital letters.
         * @example CNY
         * @enum {string}
         */
        Currency: "AED" | "AFN" | "ALL" | "AMD" | "AOA" | "ARS" | "AUD" | "AWG" | "AZN" | "BAM" | "BBD" | "BDT" | "BGN" | "BHD" | "BIF" | "BMD" | "BND" | "BOB" | "BRL" | "BSD" | "BTN" | "BWP" | "BYN" | "BZD" | "CAD" | "CDF" | "CHF" | "CLF" | "CLP" | "CNY" | "COP" | "CRC" | "CUP" | "CVE" | "CZK" | "DJF" | "DKK" | "DOP" | "DZD" | "EGP" | "ERN" | "ETB" | "EUR" | "FJD" | "FKP" | "GBP" | "GEL" | "GHS" | "GIP" | "GMD" | "GNF" | "GTQ" | "GYD" | "HKD" | "HNL" | "HTG" | "HUF" | "IDR" | "ILS" | "INR" | "IQD" | "IRR" | "ISK" | "JMD" | "JOD" | "JPY" | "KES" | "KGS" | "KHR" | "KMF" | "KPW" | "KRW" | "KWD" | "KYD" | "KZT" | "LAK" | "LBP" | "LKR" | "LRD" | "LSL" | "LYD" | "MAD" | "MDL" | "MGA" | "MKD" | "MMK" | "MNT" | "MOP" | "MRU" | "MUR" | "MVR" | "MWK" | "MXN" | "MYR" | "MZN" | "NAD" | "NGN" | "NIO" | "NOK" | "NPR" | "NZD" | "OMR" | "PAB" | "PEN" | "PGK" | "PHP" | "PKR" | "PLN" | "PYG" | "QAR" | "RON" | "RSD" | "RUB" | "RWF" | "SAR" | "SBD" | "SCR" | "SDG" | "SEK" | "SGD" | "SHP" | "SLE" | "SOS" | "SRD" | "SSP" | "STN" | "SVC" | "SYP" | "SZL" | "THB" | "TJS" | "TMT" | "TND" | "TOP" | "TRY" | "TTD" | "TWD" | "TZS" | "UAH" | "UGX" | "USD" | "UYI" | "UYU" | "UYW" | "UZS" | "VED" | "VES" | "VND" | "VUV" | "WST" | "XAF" | "XCD" | "XCG" | "XOF" | "XPF" | "YER" | "ZAR" | "ZMW" | "ZWG";
        /**
         * @description merchant: it accepted. buyer: withdrew.
         * @enum {string}
         */
        DecidedBy: "operator" | "deadline" | "merchant" | "buyer" | "chargeback";
        Delivery: {
            proof: components["schemas"]["ProofOfDelivery"];
        };
        DeliveryCode: {
            code: string;
        };
        Difference: {
            /** @example dif_01h455vb4pex5vsknk084sn02q */
            id: string;
            kind: components["schemas"]["DifferenceKind"];
            /** @description The payout, settlement, statement or bank line that it is about. */
            subject: string;
            lineId: string | null;
            /** @description The bank statement that its line is in. */
            statementId: string | null;
            /** @description What the bank says of its line: the text, or the end-to-end id where it has none. */
            bankText: string | null;
            expected: components["schemas"]["Money"] | null;
            found: components["schemas"]["Money"] | null;
            /** @description What of it waits in the account unmatched:bank; positive for money in. */
            unmatched: components["schemas"]["Money"];
            detail: string;
            since: components["schemas"]["Timestamp"];
            /** @description Whole days since then, until it was resolved. */
            ageDays: number;
            /** @enum {string} */
            state: "open" | "resolved";
            resolution: string | null;
            reason: string | null;
            resolvedBy: string | null;
            resolvedAt: components["schemas"]["Timestamp"] | null;
        };
        /** @enum {string} */
        DifferenceKind: "missing" | "extra" | "amount" | "currency" | "duplicate";
        Dispute: {
            /** @example dsp_01h455vb4pex5vsknk084sn02q */
            id: string;
            /** @example ord_01h455vb4pex5vsknk084sn02q */
            orderId: string;
            /** @description The marketplace's own id of the order. */
            orderReference: string;
            /** @example shp_01h455vb4pex5vsknk084sn02q */
            shipmentId: string;
            merchantId: string | null;
            /** @description In lists, with `?include=merchant`. */
            merchant?: components["schemas"]["Merchant"];
            /** @description What is in dispute, and frozen until it is decided. */
            amount: components["schemas"]["Money"];
            reason: components["schemas"]["DisputeReason"];
            statement: string;
            evidence: string[];
            state: components["schemas"]["DisputeState"];
            /** @description open: decided for the buyer then. answered: decided for the merchant then. */
            dueAt: components["schemas"]["Timestamp"] | null;
            response: string | null;
            responseEvidence: string[];
            rejoinder: string | null;
            outcome: components["schemas"]["DisputeOutcome"] | null;
            decidedBy: components["schemas"]["DecidedBy"] | null;
            decision: string | null;
            toBuyer: components["schemas"]["Money"];
            toMerchant: components["schemas"]["Money"];
            openedAt: components["schemas"]["Timestamp"];
            decidedAt: components["schemas"]["Timestamp"] | null;
        };
        DisputeAndOrder: {
            /** @example dsp_01h455vb4pex5vsknk084sn02q */
            id: string;
            /** @example ord_01h455vb4pex5vsknk084sn02q */
            orderId: string;
            /** @description The marketplace's own id of the order. */
            orderReference: string;
            /** @example shp_01h455vb4pex5vsknk084sn02q */
            shipmentId: string;
            merchantId: string | null;
            /** @description In lists, with `?include=merchant`. */
            merchant?: components["schemas"]["Merchant"];
            /** @description What is in dispute, and frozen until it is decided. */
            amount: components["schemas"]["Money"];
            reason: components["schemas"]["DisputeReason"];
            statement: string;
            evidence: string[];
            state: components["schemas"]["DisputeState"];
            /** @description open: decided for the buyer then. answered: decided for the merchant then. */
            dueAt: components["schemas"]["Timestamp"] | null;
            response: string | null;
            responseEvidence: string[];
            rejoinder: string | null;
            outcome: components["schemas"]["DisputeOutcome"] | null;
            decidedBy: components["schemas"]["DecidedBy"] | null;
            decision: string | null;
            toBuyer: components["schemas"]["Money"];
            toMerchant: components["schemas"]["Money"];
            openedAt: components["schemas"]["Timestamp"];
            decidedAt: components["schemas"]["Timestamp"] | null;
            /** @description With `?include=order`: as it stands after it. */
            order?: components["schemas"]["OrderSummary"];
        };
        DisputeAnswer: {
            /** @enum {string} */
            answer: "accept" | "contest" | "withdraw" | "maintain";
            statement: string;
            /**
             * @description References to where the evidence is kept: ids of pictures (POST /v1/evidence), or your own. No personal data.
             * @default []
             */
            evidence?: string[];
        };
        DisputeDecision: {
            toBuyer: components["schemas"]["UnsignedMoney"];
            toMerchant: components["schemas"]["UnsignedMoney"];
            reason: string;
        };
        /** @enum {string} */
        DisputeOutcome: "buyer" | "merchant" | "split" | "closed";
        /** @enum {string} */
        DisputeReason: "not_received" | "not_as_described" | "damaged" | "incomplete" | "counterfeit" | "other";
        /** @enum {string} */
        DisputeState: "open" | "answered" | "escalated" | "decided";
        EndOfEvents: {
            /** @description The last place; 0: the log is empty. */
            place: number;
        };
        Event: {
            /** @example evt_01h455vb4pex5vsknk084sn02q */
            id: string;
            place: number | null;
            at: components["schemas"]["Timestamp"];
            /**
             * @description Who did it: the id of a key or of a session; `provider:` and a name, of what a payment service reported; `command-line`; `anonymous`; or `system`, of what happened by itself.
             * @example provider:sandbox
             */
            actor: string;
            request: string | null;
            type: string;
            subject: string;
            data: {
                [key: string]: unknown;
            };
        };
        EventTypes: {
            types: ("bank_file.sent" | "bank_file.written" | "book.created" | "book_transfer.arrived" | "book_transfer.returned" | "book_transfer.sent" | "commission.scheduled" | "difference.found" | "difference.resolved" | "dispute.accepted" | "dispute.closed" | "dispute.contested" | "dispute.decided" | "dispute.maintained" | "dispute.opened" | "dispute.withdrawn" | "escrow.chargeback_reversed" | "escrow.charged_back" | "escrow.frozen" | "escrow.funded" | "escrow.refunded" | "escrow.released" | "escrow.unfrozen" | "key.created" | "key.revoked" | "ledger.account_closed" | "ledger.account_frozen" | "ledger.account_opened" | "ledger.account_unfrozen" | "merchant.changed" | "merchant.created" | "merchant.debt_incurred" | "merchant.debt_recovered" | "merchant.moved" | "merchant.reinstated" | "merchant.suspended" | "order.authorized" | "order.cancelled" | "order.chargeback_reversed" | "order.charged_back" | "order.completed" | "order.created" | "order.delivered" | "order.expired" | "order.items_cancelled" | "order.paid" | "order.part_authorized" | "order.part_cancelled" | "order.part_completed" | "order.part_created" | "order.part_delivered" | "order.part_expired" | "order.part_paid" | "order.part_partly_shipped" | "order.part_refunded" | "order.part_shipped" | "order.partly_shipped" | "order.payment_captured" | "order.payment_failed" | "order.payment_started" | "order.refunded" | "order.shipped" | "order.timer_failed" | "payment.authorized" | "payment.call_retried" | "payment.call_stuck" | "payment.capture_failed" | "payment.capture_requested" | "payment.captured" | "payment.chargeback_reversed" | "payment.charged_back" | "payment.created" | "payment.expired" | "payment.failed" | "payment.mismatch" | "payment.refund_failed" | "payment.refund_requested" | "payment.refund_retried" | "payment.refunded" | "payment.void_requested" | "payment.voided" | "payment.webhook_ignored" | "payment.webhook_stuck" | "payout.cancelled" | "payout.planned" | "payout.returned" | "payout.settled" | "payout_profile.set" | "quote.executed" | "rate.loaded" | "refund.created" | "refund.failed" | "refund.succeeded" | "reserve.released" | "return.authorised" | "return.lapsed" | "return.received" | "return.rejected" | "return.requested" | "return.shipped_back" | "session.ended" | "session.started" | "settlement.recorded" | "shipment.claimed" | "shipment.code_issued" | "shipment.confirmed" | "shipment.delivered" | "shipment.released" | "shipment.shipped" | "shipment.tracked" | "sign_in_link.created" | "sign_in_link.revoked" | "statement.imported" | "webhook.endpoint_changed" | "webhook.endpoint_created" | "webhook.endpoint_deleted" | "webhook.endpoint_disabled" | "webhook.endpoint_enabled" | "webhook.endpoint_paused" | "webhook.endpoint_tested" | "webhook.secret_rotated" | "world.filled")[];
        };
        Evidence: {
            /**
             * @description What a dispute, an answer or a signed proof of delivery refers to.
             * @example evd_01h455vb4pex5vsknk084sn02q
             */
            id: string;
            type: components["schemas"]["PictureType"];
            width: number;
            height: number;
            /** @description Bytes, without what the camera wrote beside the picture. */
            size: number;
            createdAt: components["schemas"]["Timestamp"];
        };
        FxRate: {
            base: components["schemas"]["Currency"];
            quote: components["schemas"]["Currency"];
            /**
             * @description What one whole unit of base costs in quote, as text: exact.
             * @example 7.1034
             */
            rate: string;
            /** @description Who published it. */
            source: string;
            /** @description When it was valid. */
            at: components["schemas"]["Timestamp"];
            /** @example fxr_01h455vb4pex5vsknk084sn02q */
            id: string;
            loadedAt: components["schemas"]["Timestamp"];
        };
        /** Format: binary */
        ImageBody: string;
        /** Format: binary */
        ImageReply: string;
        LedgerAccount: {
            id: components["schemas"]["AccountId"];
            /** @description The book that it is in. */
            book: components["schemas"]["BookName"];
            kind: string;
            owner: string;
            /**
             * @description The side on which the balance grows.
             * @enum {string}
             */
            side: "debit" | "credit";
            /** @description What it never goes below; null where it is unlimited. */
            floor: components["schemas"]["Money"] | null;
            /**
             * @description As it is now, also for a past moment.
             * @enum {string}
             */
            state: "open" | "frozen" | "closed";
            /** @description True for the accounts of Kontor's own business. */
            managed: boolean;
            at: components["schemas"]["Timestamp"];
            /** @description What was posted, on its own side. */
            balance: components["schemas"]["Money"];
            /** @description What open holds set aside of it. */
            held: components["schemas"]["UnsignedMoney"];
            /** @description What can be taken; null where the account is unlimited. */
            available: components["schemas"]["Money"] | null;
        };
        /** @description At least one minor unit, in the currency of both accounts. */
        LedgerAmount: {
            amount: number;
            currency: components["schemas"]["Currency"];
        };
        LedgerEntry: {
            /** @example trf_01h455vb4pex5vsknk084sn02q */
            id: string;
            /** @example txn_01h455vb4pex5vsknk084sn02q */
            transaction: string;
            at: components["schemas"]["Timestamp"];
            /** @enum {string} */
            type: "plain" | "hold" | "capture" | "void";
            /**
             * @description The side of this account that the entry stands on.
             * @enum {string}
             */
            side: "debit" | "credit";
            /** @description The account on the other side. */
            other: components["schemas"]["AccountId"];
            amount: components["schemas"]["UnsignedMoney"];
            /** @description What it changed of the posted balance. */
            change: components["schemas"]["Money"];
            /** @description The posted balance after it. */
            balance: components["schemas"]["Money"];
            /** @description What is held after it. */
            held: components["schemas"]["UnsignedMoney"];
            code: string;
            subject: string | null;
            /** @description The hold that is captured or voided. */
            hold: string | null;
        };
        LedgerLeg: {
            /** @constant */
            type: "plain";
            /** @example trf_01h455vb4pex5vsknk084sn02q */
            id: string;
            /** @description The reason in a word, such as `capture`. */
            code: string;
            subject?: string | null;
            debit: components["schemas"]["AccountId"];
            credit: components["schemas"]["AccountId"];
            amount: components["schemas"]["LedgerAmount"];
            /** @description Take what is available, at most `amount`: it may be nothing. */
            upTo?: boolean;
        } | {
            /** @constant */
            type: "hold";
            /** @example trf_01h455vb4pex5vsknk084sn02q */
            id: string;
            /** @description The reason in a word, such as `capture`. */
            code: string;
            subject?: string | null;
            debit: components["schemas"]["AccountId"];
            credit: components["schemas"]["AccountId"];
            amount: components["schemas"]["LedgerAmount"];
            /** @description Take what is available, at most `amount`: it may be nothing. */
            upTo?: boolean;
            /** @description When what is left is given back by itself; never, where nothing is said. */
            expiresAt?: components["schemas"]["Timestamp"] | null;
        } | {
            /** @constant */
            type: "capture";
            /** @example trf_01h455vb4pex5vsknk084sn02q */
            id: string;
            /** @description The reason in a word, such as `capture`. */
            code: string;
            subject?: string | null;
            /**
             * @description The leg that made the hold.
             * @example trf_01h455vb4pex5vsknk084sn02q
             */
            hold: string;
            amount: components["schemas"]["LedgerAmount"];
            /** @description Take what is available, at most `amount`: it may be nothing. */
            upTo?: boolean;
        } | {
            /** @constant */
            type: "void";
            /** @example trf_01h455vb4pex5vsknk084sn02q */
            id: string;
            /** @description The reason in a word, such as `capture`. */
            code: string;
            subject?: string | null;
            /**
             * @description The leg that made the hold.
             * @example trf_01h455vb4pex5vsknk084sn02q
             */
            hold: string;
        };
        LedgerOutcome: {
            /** @constant */
            result: "posted";
            /** @example txn_01h455vb4pex5vsknk084sn02q */
            id: string;
            at: components["schemas"]["Timestamp"];
            legs: components["schemas"]["PostedLedgerLeg"][];
        } | {
            /** @constant */
            result: "refused";
            /** @example txn_01h455vb4pex5vsknk084sn02q */
            id: string;
            at: components["schemas"]["Timestamp"];
            refusal: {
                /** @description As in docs/ledger.md, such as `ledger.funds_insufficient`. */
                code: string;
                /** @description The leg that was refused, counted from 0. */
                leg: number | null;
                message: string;
                advice: string;
            };
        };
        LedgerPosting: {
            /**
             * @description Chosen by you. A repeat is answered with the first outcome.
             * @example txn_01h455vb4pex5vsknk084sn02q
             */
            id: string;
            legs: components["schemas"]["LedgerLeg"][];
            /**
             * @description The transaction to be undone; then `legs` is empty.
             * @example txn_01h455vb4pex5vsknk084sn02q
             */
            reverses?: string;
            /** @description The rate of an exchange, kept with it: units of `to` for one unit of `from`. */
            fx?: {
                from: components["schemas"]["Currency"];
                to: components["schemas"]["Currency"];
                rate: string;
            };
            /**
             * @description The book that it is about, `main` where nothing is said. GET /v1/books lists them.
             * @default main
             * @example main
             */
            book?: components["schemas"]["BookName"];
        };
        LedgerTransaction: {
            /** @description The book that it was posted in. */
            book: components["schemas"]["BookName"];
            outcome: components["schemas"]["LedgerOutcome"];
            reverses: string | null;
            reversedBy: string | null;
            fx: {
                from: components["schemas"]["Currency"];
                to: components["schemas"]["Currency"];
                rate: string;
            } | null;
        };
        Me: {
            id: string;
            /** @enum {string} */
            kind: "operator" | "service" | "merchant" | "buyer" | "auditor";
            merchantId: string | null;
            buyerId: string | null;
            /** @description What the key or the link is for. */
            label: string;
            permissions: string[];
            /** @description The session of the cookie; null: a key was sent. */
            session: {
                /** @example ses_01h455vb4pex5vsknk084sn02q */
                id: string;
                /** @description When it is over in any case, by the database's own time. */
                expiresAt: components["schemas"]["Timestamp"];
            } | null;
        };
        Merchant: {
            /** @example mer_01h455vb4pex5vsknk084sn02q */
            id: string;
            /** @description The marketplace's own id of the merchant. */
            reference: string;
            displayName: string;
            /** @enum {string} */
            state: "active" | "suspended";
            stateReason: string | null;
            /** @description The currency in which the merchant is paid out. */
            payoutCurrency: components["schemas"]["Currency"];
            /** @description The book that its money is in. */
            book: components["schemas"]["BookName"];
            createdAt: components["schemas"]["Timestamp"];
        };
        MerchantBalance: {
            currency: components["schemas"]["Currency"];
            /** @description Can be paid out. */
            available: components["schemas"]["Money"];
            /** @description Kept back until the reserve days have passed. */
            reserve: components["schemas"]["Money"];
            /** @description Owed to the marketplace; taken from coming sales first. */
            owed: components["schemas"]["Money"];
            /** @description Payouts that the bank has not settled yet. */
            onItsWay: components["schemas"]["Money"];
            /** @description Held for orders until delivery is proven. */
            held: components["schemas"]["Money"];
        };
        MerchantBalances: {
            /** @example mer_01h455vb4pex5vsknk084sn02q */
            merchantId: string;
            at: components["schemas"]["Timestamp"];
            balances: components["schemas"]["MerchantBalance"][];
        };
        MerchantMove: {
            book: components["schemas"]["BookName"];
        };
        MerchantMovePlan: {
            /** @example mer_01h455vb4pex5vsknk084sn02q */
            merchantId: string;
            /** @description The book that it is in now: that of its new orders. */
            book: components["schemas"]["BookName"];
            toBook: components["schemas"]["BookName"];
            /** @description Balances that go to the same account of the other book. */
            moves: {
                book: components["schemas"]["BookName"];
                account: components["schemas"]["AccountId"];
                amount: components["schemas"]["Money"];
            }[];
            /** @description What goes on where it is, in every book: open orders are settled in their book, and what they bring is gathered from there. */
            stays: components["schemas"]["MerchantMoveSum"][];
            /** @description While there is one, moving is refused. */
            waits: components["schemas"]["MerchantMoveSum"][];
        };
        MerchantMoveSum: {
            /**
             * @description `held`: for open orders. `on_its_way`: payouts that the bank has not settled. `payable`: available in `main`, which pays merchants. `earned`: available in another book, and gathered to `main` from there. `reserve`: kept back until its days have passed. `owed`: owed to the marketplace. `hold`: set aside on an account. `frozen`, `closed`: an account that nothing may leave or enter. `between_books`: on its way between books.
             * @enum {string}
             */
            reason: "held" | "on_its_way" | "payable" | "earned" | "reserve" | "owed" | "hold" | "frozen" | "closed" | "between_books";
            book: components["schemas"]["BookName"];
            account: components["schemas"]["AccountId"] | null;
            amount: components["schemas"]["Money"];
        };
        /** @description Integer minor units of an ISO 4217 currency: 12345 CNY is 123.45 yuan. */
        Money: {
            amount: number;
            currency: components["schemas"]["Currency"];
        };
        /** @description What one business act added to the sums of a part; negative: took away. */
        Movement: {
            at: components["schemas"]["Timestamp"];
            /** @enum {string} */
            kind: "fund" | "release" | "refund" | "freeze" | "unfreeze" | "chargeback" | "chargeback_reversal";
            /** @description The capture, shipment, refund, dispute or chargeback it came from. */
            reference: string;
            paid: components["schemas"]["Money"];
            released: components["schemas"]["Money"];
            commission: components["schemas"]["Money"];
            refunded: components["schemas"]["Money"];
            frozen: components["schemas"]["Money"];
        };
        NewApiKey: {
            /** @enum {string} */
            kind: "operator" | "service" | "merchant" | "buyer" | "auditor";
            /**
             * @description What it is for.
             * @example shop backend
             */
            label: string;
            /** @example mer_01h455vb4pex5vsknk084sn02q */
            merchantId?: string;
            /** @example buy_01h455vb4pex5vsknk084sn02q */
            buyerId?: string;
            /** @description Narrows what the kind may do. Left out: all of it. */
            permissions?: string[];
            expiresAt?: components["schemas"]["Timestamp"];
        };
        NewBankAccount: {
            /** @description Name of the account holder, as the bank knows it. */
            holder: string;
            /**
             * @description IBAN, with or without spaces; its check digits are verified.
             * @example FR1420041010050500013M02606
             */
            iban: string;
            /**
             * @description BIC (ISO 9362).
             * @example COBADEFFXXX
             */
            bic?: string;
        } | {
            /** @description Name of the account holder, as the bank knows it. */
            holder: string;
            /** @description Account number, kept as text: leading zeros stay. */
            number: string;
            /**
             * @description BIC (ISO 9362).
             * @example COBADEFFXXX
             */
            bic?: string;
            /** @description Clearing code of the bank where there is no BIC, such as 12 digits of CNAPS. */
            bankCode?: string;
        };
        NewBook: {
            name: components["schemas"]["BookName"];
        };
        NewCommissionSchedule: {
            /** @example mer_01h455vb4pex5vsknk084sn02q */
            merchantId?: string;
            category?: string;
            currency?: components["schemas"]["Currency"];
            basisPoints: number;
            fixed?: components["schemas"]["UnsignedMoney"];
            minimum?: components["schemas"]["UnsignedMoney"];
            cap?: components["schemas"]["UnsignedMoney"];
            /** @description From when it applies, now if left out. Never in the past. */
            validFrom?: components["schemas"]["Timestamp"];
        };
        NewDispute: {
            lines?: components["schemas"]["OrderLine"][];
            amount?: components["schemas"]["PositiveMoney"];
            reason: components["schemas"]["DisputeReason"];
            statement: string;
            /**
             * @description References to where the evidence is kept: ids of pictures (POST /v1/evidence), or your own. No personal data.
             * @default []
             */
            evidence?: string[];
        };
        NewFxRate: {
            base: components["schemas"]["Currency"];
            quote: components["schemas"]["Currency"];
            /**
             * @description What one whole unit of base costs in quote, as text: exact.
             * @example 7.1034
             */
            rate: string;
            /** @description Who published it. */
            source: string;
            /** @description When it was valid. */
            at: components["schemas"]["Timestamp"];
        };
        NewLedgerAccount: {
            id: components["schemas"]["AccountId"];
            /**
             * @description The side on which the balance grows.
             * @enum {string}
             */
            side: "debit" | "credit";
            /** @description Zero or less; null for an unlimited account. */
            floor: components["schemas"]["Money"] | null;
            /**
             * @description The book that it is about, `main` where nothing is said. GET /v1/books lists them.
             * @default main
             * @example main
             */
            book?: components["schemas"]["BookName"];
        };
        NewLedgerTransaction: {
            /**
             * @description Chosen by you. A repeat is answered with the first outcome.
             * @example txn_01h455vb4pex5vsknk084sn02q
             */
            id: string;
            legs: components["schemas"]["LedgerLeg"][];
            /**
             * @description The transaction to be undone; then `legs` is empty.
             * @example txn_01h455vb4pex5vsknk084sn02q
             */
            reverses?: string;
            /** @description The rate of an exchange, kept with it: units of `to` for one unit of `from`. */
            fx?: {
                from: components["schemas"]["Currency"];
                to: components["schemas"]["Currency"];
                rate: string;
            };
        };
        NewMerchant: {
            /** @description The marketplace's own id of the merchant, unique. */
            reference: string;
            displayName: string;
            payoutCurrency: components["schemas"]["Currency"];
            /** @description The book that its money is to be in; `main`, where left out. */
            book?: components["schemas"]["BookName"];
        };
        NewOrder: {
            /** @description The marketplace's own id of the order, unique. */
            reference: string;
            /** @example buy_01h455vb4pex5vsknk084sn02q */
            buyerId: string;
            items: {
                /** @example mer_01h455vb4pex5vsknk084sn02q */
                merchantId: string;
                category: string;
                /** @description What it is, in a few words. No personal data. */
                title: string;
                quantity: number;
                unitPrice: components["schemas"]["UnsignedMoney"];
                /** @description For the whole line; nothing if left out. */
                tax?: components["schemas"]["UnsignedMoney"];
            }[];
            /** @description At most one amount per merchant. */
            shipping?: {
                /** @example mer_01h455vb4pex5vsknk084sn02q */
                merchantId: string;
                amount: components["schemas"]["UnsignedMoney"];
            }[];
            /** @description The marketplace's own fee, paid by the buyer. */
            fee?: components["schemas"]["UnsignedMoney"];
            /** @description If given, must be the sum of everything. */
            total?: components["schemas"]["UnsignedMoney"];
            policies?: {
                /**
                 * @description An order that is not paid in full by then expires, and what was paid goes back.
                 * @default 72
                 */
                payWithinHours?: number;
                /**
                 * @description Counted from payment. What is not provably delivered by then the buyer can claim back.
                 * @default 30
                 */
                deliveryDeadlineDays?: number;
                /**
                 * @description Counted from proof of delivery. Until then the buyer can dispute; then the money is released.
                 * @default 7
                 */
                inspectionDays?: number;
                /**
                 * @description False: the money is released only when the buyer confirms, or a dispute is decided.
                 * @default true
                 */
                autoConfirm?: boolean;
                /**
                 * @description The time each side has to answer in a dispute, and a merchant to answer a return.
                 * @default 5
                 */
                disputeResponseDays?: number;
                /**
                 * @description The time the buyer has to send back what may be returned.
                 * @default 14
                 */
                returnDays?: number;
            };
        };
        NewOrderPayment: {
            /** @description The first one connected if left out. */
            provider?: string;
            method: components["schemas"]["PaymentMethod"];
            /** @description All that is missing if left out. */
            amount?: components["schemas"]["PositiveMoney"];
            /**
             * @description manual: the money is authorized now, and captured with the first shipment.
             * @enum {string}
             */
            capture?: "automatic" | "manual";
            /** @description What stands for the buyer's card or wallet at the provider. */
            token?: string;
            instalments?: number;
        };
        NewPayoutProfile: {
            schedule: components["schemas"]["PayoutSchedule"];
            /** @description In which the merchant is paid out; as before if left out. */
            currency?: components["schemas"]["Currency"];
            /** @description Less than this waits. In the payout currency; as before if left out, none where the currency changes. */
            minimum?: components["schemas"]["UnsignedMoney"];
            /** @description As before if left out. Not the merchant’s to set: refused from a merchant’s key. */
            reserve?: components["schemas"]["PayoutReserve"];
            /** @description Needed the first time; later the one before stays. */
            bankAccount?: components["schemas"]["NewBankAccount"];
        };
        NewQuote: {
            /** @example mer_01h455vb4pex5vsknk084sn02q */
            merchantId?: string;
            sell: components["schemas"]["PositiveMoney"];
            buyCurrency: components["schemas"]["Currency"];
        } | {
            /** @example mer_01h455vb4pex5vsknk084sn02q */
            merchantId?: string;
            buy: components["schemas"]["PositiveMoney"];
            sellCurrency: components["schemas"]["Currency"];
        };
        NewRefund: {
            amount: components["schemas"]["PositiveMoney"];
            /** @example shp_01h455vb4pex5vsknk084sn02q */
            shipmentId?: string;
            /** @example mer_01h455vb4pex5vsknk084sn02q */
            merchantId?: string;
            /** @description True: of the marketplace's own fee. */
            fee?: boolean;
            reason: string;
        };
        NewReturn: {
            lines?: components["schemas"]["OrderLine"][];
            reason: string;
        };
        NewShipment: {
            /**
             * @description Whose part is shipped; may be left out when the order has only one.
             * @example mer_01h455vb4pex5vsknk084sn02q
             */
            merchantId?: string;
            /** @description All that is left if left out. */
            lines?: components["schemas"]["OrderLine"][];
            carrier?: string;
            trackingNumber?: string;
        };
        NewSignInLink: {
            /** @enum {string} */
            kind: "operator" | "merchant" | "buyer" | "auditor";
            /**
             * @description Whom or what it is for, shown to whoever signs in.
             * @example back office
             */
            label?: string;
            /** @example mer_01h455vb4pex5vsknk084sn02q */
            merchantId?: string;
            /** @example buy_01h455vb4pex5vsknk084sn02q */
            buyerId?: string;
            /** @description How long it works, in minutes. Left out: 15. At most 60 for operators and auditors, 10080 (seven days) for merchants and buyers. */
            validMinutes?: number;
        };
        NewWebhookEndpoint: {
            /** @example https://shop.example/hooks */
            url: string;
            /**
             * @description What it is for.
             * @default
             */
            description?: string;
            /**
             * @description Which events it gets; left out: all.
             * @default [
             *       "*"
             *     ]
             */
            events?: string[];
        };
        NextPayout: {
            /** @example mer_01h455vb4pex5vsknk084sn02q */
            merchantId: string;
            /** @description When payouts are made next by themselves; null: not by themselves. */
            at: components["schemas"]["Timestamp"] | null;
            /** @description Why it is paid then; null: there is no payout profile. */
            schedule: components["schemas"]["PayoutSchedule"] | null;
            /** @description What would be paid if it were now. */
            amounts: components["schemas"]["Money"][];
            /** @description What would be kept back beside it, in the currencies of the balances. */
            keptBack: components["schemas"]["Money"][];
            /** @description For how many days; null: nothing is. */
            keptBackDays: number | null;
            /** @description Why nothing, or not all, would be paid. */
            reasons: {
                code: string;
                reason: string;
                advice: string;
            }[];
        };
        Order: {
            /** @example ord_01h455vb4pex5vsknk084sn02q */
            id: string;
            reference: string;
            /** @example buy_01h455vb4pex5vsknk084sn02q */
            buyerId: string;
            merchantIds: string[];
            state: components["schemas"]["OrderState"];
            currency: components["schemas"]["Currency"];
            total: components["schemas"]["Money"];
            money: components["schemas"]["Whereabouts"];
            createdAt: components["schemas"]["Timestamp"];
            paidAt: components["schemas"]["Timestamp"] | null;
            /** @description What is not delivered by then can be claimed back. */
            deliverBy: components["schemas"]["Timestamp"] | null;
            endedAt: components["schemas"]["Timestamp"] | null;
            /** @description The next thing that happens by itself. */
            next: components["schemas"]["Upcoming"] | null;
            /** @description With `?include=merchant`. */
            merchants?: components["schemas"]["Merchant"][];
            policies: {
                /**
                 * @description An order that is not paid in full by then expires, and what was paid goes back.
                 * @default 72
                 */
                payWithinHours?: number;
                /**
                 * @description Counted from payment. What is not provably delivered by then the buyer can claim back.
                 * @default 30
                 */
                deliveryDeadlineDays?: number;
                /**
                 * @description Counted from proof of delivery. Until then the buyer can dispute; then the money is released.
                 * @default 7
                 */
                inspectionDays?: number;
                /**
                 * @description False: the money is released only when the buyer confirms, or a dispute is decided.
                 * @default true
                 */
                autoConfirm?: boolean;
                /**
                 * @description The time each side has to answer in a dispute, and a merchant to answer a return.
                 * @default 5
                 */
                disputeResponseDays?: number;
                /**
                 * @description The time the buyer has to send back what may be returned.
                 * @default 14
                 */
                returnDays?: number;
            };
            /** @description All that will happen by itself, soonest first. */
            upcoming: components["schemas"]["Upcoming"][];
            parts: components["schemas"]["OrderPart"][];
            payments: components["schemas"]["Payment"][];
            refunds: components["schemas"]["Refund"][];
            disputes: components["schemas"]["Dispute"][];
            returns: components["schemas"]["Return"][];
            /** @description What happened, oldest first, the first five hundred events. */
            timeline: components["schemas"]["Event"][];
        };
        /** @default {} */
        OrderConfirmation: {
            /** @description Those that have arrived; left out: all that are on their way or delivered. */
            shipmentIds?: string[];
        };
        OrderItem: {
            /** @example itm_01h455vb4pex5vsknk084sn02q */
            id: string;
            category: string;
            title: string;
            quantity: number;
            shipped: number;
            cancelled: number;
            unitPrice: components["schemas"]["Money"];
            tax: components["schemas"]["Money"];
            /** @description If all of it is released; fixed when the order was made. */
            commission: components["schemas"]["Money"];
        };
        OrderJournal: {
            /** @example ord_01h455vb4pex5vsknk084sn02q */
            orderId: string;
            /** @description The book of the ledger that its money is in. */
            book: components["schemas"]["BookName"];
            /** @description Oldest first. */
            entries: {
                /** @example txn_01h455vb4pex5vsknk084sn02q */
                transactionId: string;
                at: components["schemas"]["Timestamp"];
                /**
                 * @description What it is, in a word.
                 * @enum {string}
                 */
                why: "captured" | "captured_unwanted" | "released" | "decided" | "refunded" | "refund_confirmed" | "refund_returned" | "frozen" | "unfrozen" | "charged_back" | "chargeback_reversed" | "other";
                /** @description The same in a sentence. */
                reason: string;
                /** @description The capture, shipment, refund, dispute or chargeback that it came from, where it has one. */
                about: string | null;
                legs: {
                    /** @example trf_01h455vb4pex5vsknk084sn02q */
                    id: string;
                    /**
                     * @description A hold sets aside and a void gives that back: neither moves money.
                     * @enum {string}
                     */
                    type: "plain" | "hold" | "capture" | "void";
                    debit: components["schemas"]["AccountId"];
                    credit: components["schemas"]["AccountId"];
                    amount: components["schemas"]["UnsignedMoney"];
                    code: string;
                    reason: string;
                }[];
            }[];
            /** @description False: there are more than these 1000. */
            complete: boolean;
        };
        OrderLine: {
            /** @example itm_01h455vb4pex5vsknk084sn02q */
            itemId: string;
            quantity: number;
        };
        OrderPart: {
            /** @example opt_01h455vb4pex5vsknk084sn02q */
            id: string;
            /** @description Null: the marketplace's own fee. */
            merchantId: string | null;
            state: components["schemas"]["OrderState"];
            total: components["schemas"]["Money"];
            shipping: components["schemas"]["Money"];
            items: components["schemas"]["OrderItem"][];
            shipments: components["schemas"]["Shipment"][];
            money: components["schemas"]["Whereabouts"];
            /** @description Everything that happened to its money, oldest first. */
            reasons: components["schemas"]["Movement"][];
        };
        /** @enum {string} */
        OrderState: "awaiting_payment" | "authorized" | "paid" | "partly_shipped" | "shipped" | "delivered" | "completed" | "refunded" | "cancelled" | "expired";
        OrderSummary: {
            /** @example ord_01h455vb4pex5vsknk084sn02q */
            id: string;
            reference: string;
            /** @example buy_01h455vb4pex5vsknk084sn02q */
            buyerId: string;
            merchantIds: string[];
            state: components["schemas"]["OrderState"];
            currency: components["schemas"]["Currency"];
            total: components["schemas"]["Money"];
            money: components["schemas"]["Whereabouts"];
            createdAt: components["schemas"]["Timestamp"];
            paidAt: components["schemas"]["Timestamp"] | null;
            /** @description What is not delivered by then can be claimed back. */
            deliverBy: components["schemas"]["Timestamp"] | null;
            endedAt: components["schemas"]["Timestamp"] | null;
            /** @description The next thing that happens by itself. */
            next: components["schemas"]["Upcoming"] | null;
            /** @description With `?include=merchant`. */
            merchants?: components["schemas"]["Merchant"][];
        };
        OrderTimeline: {
            /** @example ord_01h455vb4pex5vsknk084sn02q */
            orderId: string;
            /** @description What happened, oldest first. */
            steps: components["schemas"]["TimelineStep"][];
            /** @description What happens by itself, soonest first, unless somebody acts before. */
            next: components["schemas"]["TimelineNext"][];
        };
        Payment: {
            /** @example pay_01h455vb4pex5vsknk084sn02q */
            id: string;
            /** @description What is paid for: the order. */
            subject: string;
            buyerId: string | null;
            provider: string;
            method: components["schemas"]["PaymentMethod"];
            state: components["schemas"]["PaymentState"];
            /** @enum {string} */
            capture: "automatic" | "manual";
            instalments: number;
            /** @description The book that its money is in. */
            book: string;
            /** @description The provider's own name for the payment. */
            reference: string | null;
            /** @description What was asked for. */
            amount: components["schemas"]["Money"];
            authorized: components["schemas"]["Money"];
            captured: components["schemas"]["Money"];
            /** @description Refunds asked for and not confirmed yet. */
            refundPending: components["schemas"]["Money"];
            refunded: components["schemas"]["Money"];
            chargedBack: components["schemas"]["Money"];
            reason: string | null;
            /** @description What the provider reported that does not fit what was asked. Such money is not posted. */
            mismatch: string | null;
            /** @description True once nothing more can be captured. */
            closed: boolean;
            expiresAt: components["schemas"]["Timestamp"] | null;
            createdAt: components["schemas"]["Timestamp"];
            updatedAt: components["schemas"]["Timestamp"];
        };
        PaymentCapture: {
            /** @example cap_01h455vb4pex5vsknk084sn02q */
            id: string;
            /** @example pay_01h455vb4pex5vsknk084sn02q */
            paymentId: string;
            amount: components["schemas"]["Money"];
            /** @enum {string} */
            state: "pending" | "done" | "failed" | "mismatched";
            reference: string | null;
        };
        PaymentDetail: {
            /** @example pay_01h455vb4pex5vsknk084sn02q */
            id: string;
            /** @description What is paid for: the order. */
            subject: string;
            buyerId: string | null;
            provider: string;
            method: components["schemas"]["PaymentMethod"];
            state: components["schemas"]["PaymentState"];
            /** @enum {string} */
            capture: "automatic" | "manual";
            instalments: number;
            /** @description The book that its money is in. */
            book: string;
            /** @description The provider's own name for the payment. */
            reference: string | null;
            /** @description What was asked for. */
            amount: components["schemas"]["Money"];
            authorized: components["schemas"]["Money"];
            captured: components["schemas"]["Money"];
            /** @description Refunds asked for and not confirmed yet. */
            refundPending: components["schemas"]["Money"];
            refunded: components["schemas"]["Money"];
            chargedBack: components["schemas"]["Money"];
            reason: string | null;
            /** @description What the provider reported that does not fit what was asked. Such money is not posted. */
            mismatch: string | null;
            /** @description True once nothing more can be captured. */
            closed: boolean;
            expiresAt: components["schemas"]["Timestamp"] | null;
            createdAt: components["schemas"]["Timestamp"];
            updatedAt: components["schemas"]["Timestamp"];
            captures: components["schemas"]["PaymentCapture"][];
            refunds: components["schemas"]["PaymentRefund"][];
            chargebacks: components["schemas"]["Chargeback"][];
        };
        /** @enum {string} */
        PaymentMethod: "card" | "bank_transfer" | "wallet" | "voucher";
        PaymentRefund: {
            /** @example rfd_01h455vb4pex5vsknk084sn02q */
            id: string;
            /** @example pay_01h455vb4pex5vsknk084sn02q */
            paymentId: string;
            amount: components["schemas"]["Money"];
            /**
             * @description unwanted: the order took no more money, so it went back by itself.
             * @enum {string}
             */
            origin: "asked" | "unwanted";
            /** @enum {string} */
            state: "pending" | "done" | "failed";
            attempt: number;
            /** @description How many attempts were confirmed and came back after all. */
            bounces: number;
            reason: string;
            failure: string | null;
            reference: string | null;
        };
        /** @enum {string} */
        PaymentState: "pending" | "authorized" | "failed" | "voided" | "expired" | "captured";
        Payout: {
            /** @example pot_01h455vb4pex5vsknk084sn02q */
            id: string;
            /** @example mer_01h455vb4pex5vsknk084sn02q */
            merchantId: string;
            state: components["schemas"]["PayoutState"];
            amount: components["schemas"]["Money"];
            /** @description What left the balance, where it was exchanged. */
            sold: components["schemas"]["Money"] | null;
            quoteId: string | null;
            /** @description Kept back beside it, given back after the reserve days. */
            reserve: components["schemas"]["UnsignedMoney"];
            /** @description What the bank statements of both sides call it. Text: zeros stay. */
            endToEndId: string;
            /** @example bac_01h455vb4pex5vsknk084sn02q */
            bankAccountId: string;
            bankFileId: string | null;
            /** @description Day on which the bank pays, ISO 8601. */
            executionDate: string;
            /** @enum {string} */
            origin: "schedule" | "request";
            createdAt: components["schemas"]["Timestamp"];
            sentAt: components["schemas"]["Timestamp"] | null;
            settledAt: components["schemas"]["Timestamp"] | null;
            /** @description When it was returned or cancelled. */
            endedAt: components["schemas"]["Timestamp"] | null;
            /** @description ISO 20022 return reason, such as AC04. */
            returnCode: string | null;
            /** @description Why it came back, in a sentence. */
            returnReason: string | null;
            /** @description With `?include=merchant`. */
            merchant?: components["schemas"]["Merchant"];
        };
        /** @description carriedOver + sums = left + reserve + sold, exactly. */
        PayoutBreakdown: {
            /** @example pot_01h455vb4pex5vsknk084sn02q */
            payoutId: string;
            /** @example mer_01h455vb4pex5vsknk084sn02q */
            merchantId: string;
            /** @description When the payout before was taken out; null: the first one. */
            from: components["schemas"]["Timestamp"] | null;
            /** @description When this one was taken out. */
            to: components["schemas"]["Timestamp"];
            /** @description What the payout before had left in the balance. */
            carriedOver: components["schemas"]["Money"];
            /** @description Released since then, before commission. */
            sales: components["schemas"]["UnsignedMoney"];
            /** @description Kept of it by the marketplace. */
            commission: components["schemas"]["UnsignedMoney"];
            /** @description What changed the balance since then, by kind; sales with the commission taken off. */
            sums: {
                /** @enum {string} */
                kind: "sale" | "refund" | "chargeback" | "chargeback_reversed" | "debt_recovered" | "reserve_released" | "payout_back" | "exchanged" | "other_book" | "adjusted";
                lines: number;
                /** @description Negative: it went out of the balance. */
                amount: components["schemas"]["Money"];
            }[];
            /** @description What this payout left in the balance. */
            left: components["schemas"]["Money"];
            /** @description carriedOver + all sums − left; it is reserve + sold. */
            takenOut: components["schemas"]["UnsignedMoney"];
            /** @description Of it: kept back beside the payout. */
            reserve: components["schemas"]["UnsignedMoney"];
            /** @description Of it: paid, in the currency of the balance. */
            sold: components["schemas"]["UnsignedMoney"];
            /** @description What the bank is told to pay; `sold`, exchanged where need be. */
            amount: components["schemas"]["UnsignedMoney"];
            /** @description The exchange, where there was one. */
            quoteId: string | null;
        };
        PayoutLine: {
            /** @example txn_01h455vb4pex5vsknk084sn02q */
            transactionId: string;
            at: components["schemas"]["Timestamp"];
            /** @enum {string} */
            kind: "sale" | "refund" | "chargeback" | "chargeback_reversed" | "debt_recovered" | "reserve_released" | "payout_back" | "exchanged" | "other_book" | "adjusted";
            /** @description The order, payout or quote that it is about. */
            about: string | null;
            /** @description Of an order: what the shop calls it. */
            reference: string | null;
            /** @description Of a sale: before commission. */
            gross: components["schemas"]["Money"] | null;
            /** @description Of a sale: what the marketplace kept of it. */
            commission: components["schemas"]["Money"] | null;
            /** @description What it changed of the balance; negative: it went out. */
            amount: components["schemas"]["Money"];
            /** @description The balance after it. */
            balance: components["schemas"]["Money"];
        };
        PayoutProfile: {
            /** @example mer_01h455vb4pex5vsknk084sn02q */
            merchantId: string;
            schedule: components["schemas"]["PayoutSchedule"];
            currency: components["schemas"]["Currency"];
            minimum: components["schemas"]["UnsignedMoney"];
            reserve: components["schemas"]["PayoutReserve"];
            bankAccount: components["schemas"]["BankAccount"];
            /** @description Why nothing is paid until the profile is set again. */
            blocked: string | null;
            /** @description When the schedule pays next; null: on demand only. */
            nextAt: components["schemas"]["Timestamp"] | null;
            updatedAt: components["schemas"]["Timestamp"];
        };
        PayoutReserve: {
            /** @description Kept back of each payout: 1000 is 10 %. */
            basisPoints: number;
            /** @description For how many days. */
            days: number;
        };
        /** @description Each day, each week on a weekday (UTC), or only when asked. */
        PayoutSchedule: {
            /** @constant */
            every: "day";
        } | {
            /** @constant */
            every: "week";
            /** @enum {string} */
            weekday: "sunday" | "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday";
        } | {
            /** @constant */
            every: "demand";
        };
        /** @enum {string} */
        PayoutState: "planned" | "in_file" | "sent" | "settled" | "returned" | "cancelled";
        /** @enum {string} */
        PictureType: "image/jpeg" | "image/png" | "image/webp";
        /** @description Money of at least one minor unit. */
        PositiveMoney: {
            amount: number;
            currency: components["schemas"]["Currency"];
        };
        PostedLedgerLeg: {
            /** @example trf_01h455vb4pex5vsknk084sn02q */
            id: string;
            /** @enum {string} */
            type: "plain" | "hold" | "capture" | "void";
            debit: components["schemas"]["AccountId"];
            credit: components["schemas"]["AccountId"];
            /** @description What really moved, was set aside or given back. */
            amount: components["schemas"]["UnsignedMoney"];
        };
        Problem: {
            /** @example urn:kontor:problem:http.key_missing */
            type: string;
            title: string;
            status: number;
            /** @description What was refused and why, for a person. */
            detail: string;
            /**
             * @description The same for the same reason, for a program.
             * @example http.key_missing
             */
            code: string;
            /** @description What would make the request pass. */
            advice?: string;
            /** @description Each field that is not of the described form. */
            errors?: {
                path: string;
                message: string;
            }[];
            /** @description Figures that belong to the code. */
            details?: {
                [key: string]: unknown;
            };
            /** @description To be quoted in a question; it also stands in the log. */
            requestId: string;
        };
        /** @enum {string} */
        ProofKind: "signed" | "code" | "carrier_event" | "confirmed";
        ProofOfDelivery: {
            /** @constant */
            kind: "signed";
            /** @description Where the signed paper is kept. */
            reference: string;
        } | {
            /** @constant */
            kind: "code";
            code: string;
        } | {
            /** @constant */
            kind: "carrier_event";
            reference: string;
        };
        ProviderCall: {
            /**
             * @description Also the idempotency key at the provider, on every attempt.
             * @example pcl_01h455vb4pex5vsknk084sn02q
             */
            id: string;
            /** @example pay_01h455vb4pex5vsknk084sn02q */
            paymentId: string;
            provider: string;
            /** @enum {string} */
            kind: "authorize" | "capture" | "void" | "refund" | "look_up";
            about: string | null;
            amount: components["schemas"]["Money"] | null;
            state: components["schemas"]["ProviderCallState"];
            /** @description How often it was sent. */
            attempts: number;
            /** @description How often its outcome was looked up. */
            looks: number;
            /** @description When it is next worked on by itself. */
            dueAt: components["schemas"]["Timestamp"] | null;
            /** @description What went wrong last. */
            error: string | null;
            createdAt: components["schemas"]["Timestamp"];
            updatedAt: components["schemas"]["Timestamp"];
        };
        /** @enum {string} */
        ProviderCallState: "planned" | "sending" | "unknown" | "waiting" | "done" | "failed" | "stuck";
        ProviderSettlement: {
            /** @example set_01h455vb4pex5vsknk084sn02q */
            id: string;
            provider: string;
            reference: string;
            gross: components["schemas"]["Money"];
            fee: components["schemas"]["Money"];
            net: components["schemas"]["Money"];
            lines: number;
            at: components["schemas"]["Timestamp"];
            recordedAt: components["schemas"]["Timestamp"];
            /** @description When the bank was seen to have booked it. */
            settledAt: components["schemas"]["Timestamp"] | null;
        };
        /** @description Amounts follow exactly from rate and margin: what is bought is rounded down, what must be sold is rounded up, each to a whole minor unit. The fraction stays in the exchange position, where it can be seen. */
        Quote: {
            /** @example quo_01h455vb4pex5vsknk084sn02q */
            id: string;
            /** @description Whose balance it exchanges; null: only informs. */
            merchantId: string | null;
            sell: components["schemas"]["Money"];
            buy: components["schemas"]["Money"];
            /** @description The rate in the middle, without margin. */
            rate: string;
            /** @example fxr_01h455vb4pex5vsknk084sn02q */
            rateId: string;
            /** @description Ten-thousandths that the rate is lowered by. */
            marginBasisPoints: number;
            /** @description The rate less the margin, cut off after 12 digits, to read. */
            effectiveRate: string;
            createdAt: components["schemas"]["Timestamp"];
            expiresAt: components["schemas"]["Timestamp"];
            executedAt: components["schemas"]["Timestamp"] | null;
            transactionId: string | null;
        };
        Refund: {
            /** @example rfd_01h455vb4pex5vsknk084sn02q */
            id: string;
            /** @example ord_01h455vb4pex5vsknk084sn02q */
            orderId: string;
            shipmentId: string | null;
            amount: components["schemas"]["Money"];
            cause: components["schemas"]["RefundCause"];
            /** @description The dispute or return it came from. */
            causeId: string | null;
            reason: string;
            /**
             * @description failed: the provider refused a share; it can be retried.
             * @enum {string}
             */
            state: "pending" | "succeeded" | "failed";
            createdAt: components["schemas"]["Timestamp"];
            /** @description Through which payments it goes back, and how far each has come. */
            shares: {
                /** @example rfd_01h455vb4pex5vsknk084sn02q */
                id: string;
                /** @example pay_01h455vb4pex5vsknk084sn02q */
                paymentId: string;
                amount: components["schemas"]["Money"];
                /** @enum {string} */
                state: "pending" | "succeeded" | "failed";
                problem: string | null;
            }[];
        };
        /** @enum {string} */
        RefundCause: "cancellation" | "expiry" | "claim" | "dispute" | "return" | "goodwill" | "fee";
        RefundsAndOrder: {
            items: components["schemas"]["Refund"][];
            /** @description With `?include=order`: as it stands after it. */
            order?: components["schemas"]["OrderSummary"];
        };
        /** @description noted: no money waits. written_off: we bear it, or keep it. merchant: it is the merchant’s. payout: it settles the payout, or is its return; what the amounts leave over is written off. settlement: likewise. */
        Resolution: {
            /** @constant */
            as: "noted";
            /** @description Why, in a sentence. Never personal data. */
            reason: string;
        } | {
            /** @constant */
            as: "written_off";
            /** @description Why, in a sentence. Never personal data. */
            reason: string;
        } | {
            /** @constant */
            as: "merchant";
            /** @example mer_01h455vb4pex5vsknk084sn02q */
            merchantId: string;
            /** @description Why, in a sentence. Never personal data. */
            reason: string;
        } | {
            /** @constant */
            as: "payout";
            /** @example pot_01h455vb4pex5vsknk084sn02q */
            payoutId: string;
            /** @description Why, in a sentence. Never personal data. */
            reason: string;
        } | {
            /** @constant */
            as: "settlement";
            /** @example set_01h455vb4pex5vsknk084sn02q */
            settlementId: string;
            /** @description Why, in a sentence. Never personal data. */
            reason: string;
        };
        ResolvedDifference: {
            /** @example dif_01h455vb4pex5vsknk084sn02q */
            id: string;
            kind: components["schemas"]["DifferenceKind"];
            /** @description The payout, settlement, statement or bank line that it is about. */
            subject: string;
            lineId: string | null;
            /** @description The bank statement that its line is in. */
            statementId: string | null;
            /** @description What the bank says of its line: the text, or the end-to-end id where it has none. */
            bankText: string | null;
            expected: components["schemas"]["Money"] | null;
            found: components["schemas"]["Money"] | null;
            /** @description What of it waits in the account unmatched:bank; positive for money in. */
            unmatched: components["schemas"]["Money"];
            detail: string;
            since: components["schemas"]["Timestamp"];
            /** @description Whole days since then, until it was resolved. */
            ageDays: number;
            /** @enum {string} */
            state: "open" | "resolved";
            resolution: string | null;
            reason: string | null;
            resolvedBy: string | null;
            resolvedAt: components["schemas"]["Timestamp"] | null;
            /** @description What went to the merchant, payout or settlement; negative for what was taken from it. */
            placed: components["schemas"]["Money"];
            /** @description What we keep, or bear where it is negative. */
            writtenOff: components["schemas"]["Money"];
        };
        Return: {
            /** @example ret_01h455vb4pex5vsknk084sn02q */
            id: string;
            /** @example ord_01h455vb4pex5vsknk084sn02q */
            orderId: string;
            /** @example shp_01h455vb4pex5vsknk084sn02q */
            shipmentId: string;
            merchantId: string | null;
            lines: components["schemas"]["OrderLine"][];
            /** @description What goes back when all of it is received. */
            amount: components["schemas"]["Money"];
            reason: string;
            state: components["schemas"]["ReturnState"];
            /** @description requested: authorised then. authorised: lapses then. shipped_back: counts as received then. */
            dueAt: components["schemas"]["Timestamp"] | null;
            carrier: string | null;
            trackingNumber: string | null;
            note: string | null;
            refundId: string | null;
            requestedAt: components["schemas"]["Timestamp"];
            endedAt: components["schemas"]["Timestamp"] | null;
        };
        ReturnAndOrder: {
            /** @example ret_01h455vb4pex5vsknk084sn02q */
            id: string;
            /** @example ord_01h455vb4pex5vsknk084sn02q */
            orderId: string;
            /** @example shp_01h455vb4pex5vsknk084sn02q */
            shipmentId: string;
            merchantId: string | null;
            lines: components["schemas"]["OrderLine"][];
            /** @description What goes back when all of it is received. */
            amount: components["schemas"]["Money"];
            reason: string;
            state: components["schemas"]["ReturnState"];
            /** @description requested: authorised then. authorised: lapses then. shipped_back: counts as received then. */
            dueAt: components["schemas"]["Timestamp"] | null;
            carrier: string | null;
            trackingNumber: string | null;
            note: string | null;
            refundId: string | null;
            requestedAt: components["schemas"]["Timestamp"];
            endedAt: components["schemas"]["Timestamp"] | null;
            /** @description With `?include=order`: as it stands after it. */
            order?: components["schemas"]["OrderSummary"];
        };
        ReturnAnswer: {
            /** @enum {string} */
            answer: "authorise" | "reject";
            note?: string;
        };
        ReturnReceipt: {
            amount?: components["schemas"]["PositiveMoney"];
            note?: string;
        };
        ReturnShipment: {
            carrier?: string;
            trackingNumber?: string;
        };
        /** @enum {string} */
        ReturnState: "requested" | "authorised" | "rejected" | "shipped_back" | "received" | "lapsed";
        SequencedEvent: {
            /** @example evt_01h455vb4pex5vsknk084sn02q */
            id: string;
            place: number;
            at: components["schemas"]["Timestamp"];
            /**
             * @description Who did it: the id of a key or of a session; `provider:` and a name, of what a payment service reported; `command-line`; `anonymous`; or `system`, of what happened by itself.
             * @example provider:sandbox
             */
            actor: string;
            request: string | null;
            type: string;
            subject: string;
            data: {
                [key: string]: unknown;
            };
            /** @description The how-manieth event of its subject this is, from 1. */
            sequence: number;
        };
        ServedRequest: {
            at: components["schemas"]["Timestamp"];
            requestId: string;
            method: string;
            /** @description The pattern of the path; `unknown` where there is nothing. */
            route: string;
            status: number;
            /** @description Why it was refused; null: it was not. */
            code: string | null;
            /** @description The key or session that asked, where one is known. */
            actor: string | null;
            idempotencyKey: string | null;
            /** @description Answered with the first answer to its Idempotency-Key. */
            replayed: boolean;
            preview: boolean;
            /** @description How long it took, in milliseconds. */
            ms: number;
        };
        /** @description Its times are the database's own, also where Kontor's clock is simulated. */
        Session: {
            /** @example ses_01h455vb4pex5vsknk084sn02q */
            id: string;
            /** @enum {string} */
            kind: "operator" | "merchant" | "buyer" | "auditor";
            merchantId: string | null;
            buyerId: string | null;
            label: string;
            /**
             * @description The link that opened it.
             * @example lnk_01h455vb4pex5vsknk084sn02q
             */
            linkId: string;
            createdAt: components["schemas"]["Timestamp"];
            /** @description When its last request came, to the minute. */
            seenAt: components["schemas"]["Timestamp"];
            /** @description When it is over unless a request comes. */
            idleEndsAt: components["schemas"]["Timestamp"];
            /** @description When it is over in any case. */
            expiresAt: components["schemas"]["Timestamp"];
            /** @description When somebody ended it. */
            endedAt: components["schemas"]["Timestamp"] | null;
        };
        SettlementReport: {
            /** @description The provider's name for it, as the bank statement shows it. */
            id: string;
            provider: string;
            currency: components["schemas"]["Currency"];
            at: components["schemas"]["Timestamp"];
            /** @description Minor units of the currency of the settlement. */
            net: number;
            lines: {
                reference: string;
                /** @enum {string} */
                kind: "capture" | "refund" | "refund_return" | "chargeback" | "chargeback_reversal" | "fee";
                paymentId: string | null;
                /** @description Minor units of the currency of the settlement. */
                gross: number;
                /** @description Minor units of the currency of the settlement. */
                fee: number;
                /** @description Minor units of the currency of the settlement. */
                net: number;
            }[];
        };
        Shipment: {
            /** @example shp_01h455vb4pex5vsknk084sn02q */
            id: string;
            /** @example ord_01h455vb4pex5vsknk084sn02q */
            orderId: string;
            merchantId: string | null;
            /**
             * @description released, refunded: nothing is held for it any more. claimed: not delivered in time, refunded.
             * @enum {string}
             */
            state: "shipped" | "delivered" | "released" | "refunded" | "claimed";
            lines: components["schemas"]["OrderLine"][];
            carrier: string | null;
            trackingNumber: string | null;
            /** @description Its items with their exact share of tax and shipping. */
            value: components["schemas"]["Money"];
            held: components["schemas"]["Money"];
            /** @description Commission included. */
            released: components["schemas"]["Money"];
            refunded: components["schemas"]["Money"];
            shippedAt: components["schemas"]["Timestamp"];
            deliveredAt: components["schemas"]["Timestamp"] | null;
            proof: components["schemas"]["ProofKind"] | null;
            proofReference: string | null;
            inspectUntil: components["schemas"]["Timestamp"] | null;
            confirmedAt: components["schemas"]["Timestamp"] | null;
            /** @description When it is released by itself. */
            releaseAt: components["schemas"]["Timestamp"] | null;
            releasedAt: components["schemas"]["Timestamp"] | null;
            /** @description The carrier's reports, oldest first. */
            tracking: components["schemas"]["TrackingEvent"][];
        };
        ShipmentAndOrder: {
            /** @example shp_01h455vb4pex5vsknk084sn02q */
            id: string;
            /** @example ord_01h455vb4pex5vsknk084sn02q */
            orderId: string;
            merchantId: string | null;
            /**
             * @description released, refunded: nothing is held for it any more. claimed: not delivered in time, refunded.
             * @enum {string}
             */
            state: "shipped" | "delivered" | "released" | "refunded" | "claimed";
            lines: components["schemas"]["OrderLine"][];
            carrier: string | null;
            trackingNumber: string | null;
            /** @description Its items with their exact share of tax and shipping. */
            value: components["schemas"]["Money"];
            held: components["schemas"]["Money"];
            /** @description Commission included. */
            released: components["schemas"]["Money"];
            refunded: components["schemas"]["Money"];
            shippedAt: components["schemas"]["Timestamp"];
            deliveredAt: components["schemas"]["Timestamp"] | null;
            proof: components["schemas"]["ProofKind"] | null;
            proofReference: string | null;
            inspectUntil: components["schemas"]["Timestamp"] | null;
            confirmedAt: components["schemas"]["Timestamp"] | null;
            /** @description When it is released by itself. */
            releaseAt: components["schemas"]["Timestamp"] | null;
            releasedAt: components["schemas"]["Timestamp"] | null;
            /** @description The carrier's reports, oldest first. */
            tracking: components["schemas"]["TrackingEvent"][];
            /** @description With `?include=order`: as it stands after it. */
            order?: components["schemas"]["OrderSummary"];
        };
        /** @description Its times are the database's own, also where Kontor's clock is simulated. */
        SignInLink: {
            /** @example lnk_01h455vb4pex5vsknk084sn02q */
            id: string;
            /** @enum {string} */
            kind: "operator" | "merchant" | "buyer" | "auditor";
            merchantId: string | null;
            buyerId: string | null;
            label: string;
            createdAt: components["schemas"]["Timestamp"];
            expiresAt: components["schemas"]["Timestamp"];
            usedAt: components["schemas"]["Timestamp"] | null;
            revokedAt: components["schemas"]["Timestamp"] | null;
        };
        SignInLinkWithUrl: {
            link: components["schemas"]["SignInLink"];
            /**
             * @description The link itself. It is shown this once and kept nowhere.
             * @example https://pay.example/sign-in/kontor_link_…
             */
            url: string;
            expiresAt: components["schemas"]["Timestamp"];
        };
        TimelineNext: {
            at: components["schemas"]["Timestamp"];
            /**
             * @description As in `upcoming` of the order; `paid_out`: the schedule of the merchant pays what was released; `authorization_ends`: what is authorized and was not captured by then is let go.
             * @enum {string}
             */
            what: "expires" | "can_be_claimed" | "released" | "decided_for_buyer" | "decided_for_merchant" | "return_authorised" | "return_lapses" | "return_refunded" | "paid_out" | "authorization_ends";
            /** @description What it happens to; of `paid_out` the merchant, of `authorization_ends` the payment. */
            subject: string;
        };
        TimelineStep: {
            at: components["schemas"]["Timestamp"];
            /**
             * @description order: an event of the order, its shipments, disputes, returns and refunds. payment: of its payments. carrier: a report of the carrier. payout: of a payout that took along what was released.
             * @enum {string}
             */
            source: "order" | "payment" | "carrier" | "payout";
            /** @description The type of the event, or the code of the carrier, such as `order.paid`. */
            what: string;
            /** @description The order, payment, shipment or payout. */
            subject: string;
            /** @description Who did it, as in an event; null where that is not recorded. */
            actor: string | null;
            /** @description Whose key or session that is; null where it is neither. */
            actorKind: ("operator" | "service" | "merchant" | "buyer" | "auditor") | null;
            data: {
                [key: string]: unknown;
            };
        };
        /**
         * Format: date-time
         * @description ISO 8601 time in UTC.
         * @example 2026-03-01T12:00:00.000Z
         */
        Timestamp: string;
        Today: {
            /** @description The one moment of all figures. */
            asOf: components["schemas"]["Timestamp"];
            /** @description By currency, over all books. */
            money: {
                currency: components["schemas"]["Currency"];
                figures: {
                    /** @enum {string} */
                    place: "at_providers" | "at_banks" | "owed_by_merchants" | "held_for_orders" | "frozen_in_disputes" | "owed_to_merchants" | "payouts_on_their_way" | "refunds_on_their_way" | "unmatched" | "between_books" | "exchange" | "own_result" | "other_accounts";
                    /**
                     * @description there: what there is. owed: whom it is owed to. part: contained in another figure.
                     * @enum {string}
                     */
                    scale: "there" | "owed" | "part";
                    amount: components["schemas"]["Money"];
                    /** @description How the figure is counted. */
                    countedAs: string;
                }[];
                difference: {
                    /** @description Zero, or the books do not agree. */
                    amount: components["schemas"]["Money"];
                    /** @description How the figure is counted. */
                    countedAs: string;
                };
            }[];
            days: {
                /** @description The first day, ISO 8601. Days are those of UTC. */
                from: string;
                /** @description The last day: today, as far as it has come. */
                to: string;
                countedAs: {
                    captured: string;
                    released: string;
                    commission: string;
                    refunded: string;
                    chargedBack: string;
                    paidOut: string;
                    payoutsReturned: string;
                    settled: string;
                };
                /** @description By currency and day, every day of them. */
                rows: {
                    day: string;
                    currency: components["schemas"]["Currency"];
                    captured: components["schemas"]["Money"];
                    released: components["schemas"]["Money"];
                    commission: components["schemas"]["Money"];
                    refunded: components["schemas"]["Money"];
                    chargedBack: components["schemas"]["Money"];
                    paidOut: components["schemas"]["Money"];
                    payoutsReturned: components["schemas"]["Money"];
                    settled: components["schemas"]["Money"];
                }[];
            };
            /** @description What waits for somebody, also where nothing does. */
            waiting: {
                /** @enum {string} */
                kind: "disputes_to_decide" | "disputes_to_answer" | "differences" | "payouts_blocked" | "merchants_without_bank_account" | "refunds_failed" | "calls_stuck" | "payments_mismatched" | "bank_files_unsent" | "orders_put_off" | "webhooks_troubled";
                count: number;
                /** @description Since when the oldest waits; null: none does. */
                oldest: components["schemas"]["Timestamp"] | null;
                /** @description When the next of them is decided by itself; null: nothing happens by itself. */
                deadline: components["schemas"]["Timestamp"] | null;
                /** @description Where they are listed. */
                list: string;
                /** @description How the figure is counted. */
                countedAs: string;
            }[];
        };
        /** @enum {string} */
        TrackingCode: "announced" | "picked_up" | "in_transit" | "out_for_delivery" | "attempt_failed" | "delivered" | "returned" | "lost";
        TrackingEvent: {
            at: components["schemas"]["Timestamp"];
            code: components["schemas"]["TrackingCode"];
            /**
             * @description A town or a depot, never an address.
             * @default
             */
            place?: string;
        };
        TrackingReport: {
            events: components["schemas"]["TrackingEvent"][];
        };
        TrialBalance: {
            book: components["schemas"]["BookName"];
            at: components["schemas"]["Timestamp"];
            lines: {
                currency: components["schemas"]["Currency"];
                /** @description The kind of the accounts, such as `escrow`. */
                kind: string;
                /** @description How many transfers touched them. */
                transfers: number;
                /** @description The net of the accounts where it stands on the debit side. */
                debit: components["schemas"]["UnsignedMoney"];
                /** @description The net of the accounts where it stands on the credit side. */
                credit: components["schemas"]["UnsignedMoney"];
            }[];
            totals: {
                currency: components["schemas"]["Currency"];
                debit: components["schemas"]["UnsignedMoney"];
                credit: components["schemas"]["UnsignedMoney"];
                /** @description debit − credit: zero, or the ledger is broken. */
                difference: components["schemas"]["Money"];
            }[];
        };
        /** @description Money of zero or more minor units. */
        UnsignedMoney: {
            amount: number;
            currency: components["schemas"]["Currency"];
        };
        /** @description What happens by itself at that moment, unless somebody acts before. */
        Upcoming: {
            at: components["schemas"]["Timestamp"];
            /** @enum {string} */
            what: "expires" | "can_be_claimed" | "released" | "decided_for_buyer" | "decided_for_merchant" | "return_authorised" | "return_lapses" | "return_refunded";
            /** @description The order, shipment, dispute or return it happens to. */
            subject: string;
        };
        WebhookAttempt: {
            no: number;
            at: components["schemas"]["Timestamp"];
            durationMs: number;
            /** @description Null: there was no answer. */
            status: number | null;
            /** @description The beginning of the answer, as text. */
            answer: string;
            /** @description Why it counts as failed; null: it arrived. */
            error: string | null;
        };
        WebhookDelivery: {
            /** @example whd_01h455vb4pex5vsknk084sn02q */
            id: string;
            /** @example whe_01h455vb4pex5vsknk084sn02q */
            endpointId: string;
            /**
             * @description The webhook-id, the same in every attempt and in a replay.
             * @example evt_01h455vb4pex5vsknk084sn02q
             */
            eventId: string;
            type: string;
            subject: string;
            /** @description Place of the event in the log. */
            place: number;
            /** @description The how-manieth event of its subject. */
            sequence: number;
            state: components["schemas"]["WebhookDeliveryState"];
            /** @description Somebody had it sent again. */
            replayed: boolean;
            attempts: number;
            /** @description When it is sent next; null: it is done, or waits for the one before it of its subject. */
            dueAt: components["schemas"]["Timestamp"] | null;
            lastStatus: number | null;
            lastError: string | null;
            createdAt: components["schemas"]["Timestamp"];
            doneAt: components["schemas"]["Timestamp"] | null;
        };
        /** @enum {string} */
        WebhookDeliveryState: "waiting" | "sending" | "delivered" | "failed" | "skipped";
        WebhookDeliveryWithAttempts: {
            /** @example whd_01h455vb4pex5vsknk084sn02q */
            id: string;
            /** @example whe_01h455vb4pex5vsknk084sn02q */
            endpointId: string;
            /**
             * @description The webhook-id, the same in every attempt and in a replay.
             * @example evt_01h455vb4pex5vsknk084sn02q
             */
            eventId: string;
            type: string;
            subject: string;
            /** @description Place of the event in the log. */
            place: number;
            /** @description The how-manieth event of its subject. */
            sequence: number;
            state: components["schemas"]["WebhookDeliveryState"];
            /** @description Somebody had it sent again. */
            replayed: boolean;
            attempts: number;
            /** @description When it is sent next; null: it is done, or waits for the one before it of its subject. */
            dueAt: components["schemas"]["Timestamp"] | null;
            lastStatus: number | null;
            lastError: string | null;
            createdAt: components["schemas"]["Timestamp"];
            doneAt: components["schemas"]["Timestamp"] | null;
            attemptsMade: components["schemas"]["WebhookAttempt"][];
        };
        WebhookEndpoint: {
            /** @example whe_01h455vb4pex5vsknk084sn02q */
            id: string;
            url: string;
            description: string;
            /** @description Which events it gets: `*`, `order.*`, `order.paid`. */
            events: string[];
            /** @description Whose it is, with the events of its own business; null: the marketplace’s, with all. */
            merchantId: string | null;
            state: components["schemas"]["WebhookEndpointState"];
            /** @description Why it is paused or disabled. */
            reason: string | null;
            /** @description Since when it is in this state. */
            stateAt: components["schemas"]["Timestamp"];
            /** @description Attempts in a row that failed. */
            failures: number;
            /** @description Since when nothing has arrived; null: it works. */
            failingSince: components["schemas"]["Timestamp"] | null;
            /** @description Until when an old secret signs along: the last of them, where there are several. */
            oldSecretUntil: components["schemas"]["Timestamp"] | null;
            createdAt: components["schemas"]["Timestamp"];
            updatedAt: components["schemas"]["Timestamp"];
        };
        /** @enum {string} */
        WebhookEndpointState: "enabled" | "paused" | "disabled";
        WebhookEndpointWithSecret: {
            endpoint: components["schemas"]["WebhookEndpoint"];
            /**
             * @description What signs: `whsec_` and base64. It is shown this once.
             * @example whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw
             */
            secret: string;
        };
        WebhookReplay: {
            /** @description How many are sent again. */
            count: number;
            more: boolean;
        };
        /** @description paid = held + released + commission + refunded. */
        Whereabouts: {
            currency: components["schemas"]["Currency"];
            paid: components["schemas"]["Money"];
            held: components["schemas"]["Money"];
            /** @description With the merchants, commission taken off. */
            released: components["schemas"]["Money"];
            /** @description The marketplace's share: commission, and its own fee. */
            commission: components["schemas"]["Money"];
            /** @description Back with the buyer, or on the way; charged back included. */
            refunded: components["schemas"]["Money"];
            /** @description Of what is held: in dispute. */
            frozen: components["schemas"]["Money"];
            /** @description Of what is refunded: taken by the buyer's bank. */
            chargedBack: components["schemas"]["Money"];
        };
    };
    responses: {
        /** @description Refused; nothing was changed. */
        Problem: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    getBuyers: {
        parameters: {
            query?: {
                /** @description How many to answer, 1 to 100. */
                limit?: number;
                /** @description The `next` of the page before. It carries the filters of that page. */
                cursor?: string;
                /** @description The marketplace's own id of the buyer, exactly. */
                reference?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Buyer"][];
                        /** @description Cursor of the next page, null at the end. */
                        next: string | null;
                    };
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    postBuyers: {
        parameters: {
            query?: never;
            header: {
                /** @description A name for this act, new for each: 1 to 255 visible ASCII letters, such as a UUID. */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reference: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Buyer"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    getBuyersBuyerId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                buyerId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Buyer"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    getOrders: {
        parameters: {
            query?: {
                /** @description How many to answer, 1 to 100. */
                limit?: number;
                /** @description The `next` of the page before. It carries the filters of that page. */
                cursor?: string;
                /** @description The state of the whole order. */
                state?: components["schemas"]["OrderState"];
                merchantId?: string;
                buyerId?: string;
                /** @description The marketplace's own id, exactly. */
                reference?: string;
                /** @description The beginning of a reference; or the id of an order, or of a shipment, dispute, return, refund or payment of it. */
                search?: string;
                /** @description Made at or after this moment. */
                createdFrom?: components["schemas"]["Timestamp"];
                /** @description Made before this moment. */
                createdTo?: components["schemas"]["Timestamp"];
                sort?: "oldest" | "newest";
                /** @description Adds the merchants themselves. */
                include?: "merchant";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["OrderSummary"][];
                        /** @description Cursor of the next page, null at the end. */
                        next: string | null;
                    };
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    postOrders: {
        parameters: {
            query?: never;
            header: {
                /** @description A name for this act, new for each: 1 to 255 visible ASCII letters, such as a UUID. */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewOrder"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Order"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    getOrdersOrderId: {
        parameters: {
            query?: {
                /** @description Adds the merchants themselves. */
                include?: "merchant";
            };
            header?: never;
            path: {
                orderId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Order"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    postOrdersOrderIdPayments: {
        parameters: {
            query?: never;
            header: {
                /** @description A name for this act, new for each: 1 to 255 visible ASCII letters, such as a UUID. */
                "Idempotency-Key": string;
            };
            path: {
                orderId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewOrderPayment"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Payment"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    postOrdersOrderIdConfirm: {
        parameters: {
            query?: {
                /** @description Asks what would happen: answered as the act itself would be, with the header `Kontor-Preview: true`, and nothing is changed. Ids that would be given are other ones each time. An Idempotency-Key may be left out, and is not used up. */
                preview?: "true";
            };
            header: {
                /** @description A name for this act, new for each: 1 to 255 visible ASCII letters, such as a UUID. */
                "Idempotency-Key": string;
            };
            path: {
                orderId: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["OrderConfirmation"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Order"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    postOrdersOrderIdCancel: {
        parameters: {
            query?: {
                /** @description Asks what would happen: answered as the act itself would be, with the header `Kontor-Preview: true`, and nothing is changed. Ids that would be given are other ones each time. An Idempotency-Key may be left out, and is not used up. */
                preview?: "true";
            };
            header: {
                /** @description A name for this act, new for each: 1 to 255 visible ASCII letters, such as a UUID. */
                "Idempotency-Key": string;
            };
            path: {
                orderId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Cancellation"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Order"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    postOrdersOrderIdClaims: {
        parameters: {
            query?: {
                /** @description Asks what would happen: answered as the act itself would be, with the header `Kontor-Preview: true`, and nothing is changed. Ids that would be given are other ones each time. An Idempotency-Key may be left out, and is not used up. */
                preview?: "true";
            };
            header: {
                /** @description A name for this act, new for each: 1 to 255 visible ASCII letters, such as a UUID. */
                "Idempotency-Key": string;
            };
            path: {
                orderId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Claim"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Order"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    getOrdersOrderIdJournal: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                orderId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderJournal"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    getShipments: {
        parameters: {
            query?: {
                /** @description How many to answer, 1 to 100. */
                limit?: number;
                /** @description The `next` of the page before. It carries the filters of that page. */
                cursor?: string;
                orderId?: string;
                merchantId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Shipment"][];
                        /** @description Cursor of the next page, null at the end. */
                        next: string | null;
                    };
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    getShipmentsShipmentId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                shipmentId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Shipment"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    postOrdersOrderIdShipments: {
        parameters: {
            query?: never;
            header: {
                /** @description A name for this act, new for each: 1 to 255 visible ASCII letters, such as a UUID. */
                "Idempotency-Key": string;
            };
            path: {
                orderId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewShipment"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Shipment"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    postShipmentsShipmentIdTracking: {
        parameters: {
            query?: never;
            header: {
                /** @description A name for this act, new for each: 1 to 255 visible ASCII letters, such as a UUID. */
                "Idempotency-Key": string;
            };
            path: {
                shipmentId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TrackingReport"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Shipment"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    postShipmentsShipmentIdDeliveries: {
        parameters: {
            query?: never;
            header: {
                /** @description A name for this act, new for each: 1 to 255 visible ASCII letters, such as a UUID. */
                "Idempotency-Key": string;
            };
            path: {
                shipmentId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Delivery"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Shipment"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    postShipmentsShipmentIdDeliveryCode: {
        parameters: {
            query?: never;
            header: {
                /** @description A name for this act, new for each: 1 to 255 visible ASCII letters, such as a UUID. */
                "Idempotency-Key": string;
            };
            path: {
                shipmentId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeliveryCode"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    postShipmentsShipmentIdConfirm: {
        parameters: {
            query?: {
                /** @description Adds the order and its money, as they stand after it. */
                include?: "order";
                /** @description Asks what would happen: answered as the act itself would be, with the header `Kontor-Preview: true`, and nothing is changed. Ids that would be given are other ones each time. An Idempotency-Key may be left out, and is not used up. */
                preview?: "true";
            };
            header: {
                /** @description A name for this act, new for each: 1 to 255 visible ASCII letters, such as a UUID. */
                "Idempotency-Key": string;
            };
            path: {
                shipmentId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShipmentAndOrder"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    getDisputes: {
        parameters: {
            query?: {
                /** @description How many to answer, 1 to 100. */
                limit?: number;
                /** @description The `next` of the page before. It carries the filters of that page. */
                cursor?: string;
                state?: components["schemas"]["DisputeState"];
                orderId?: string;
                merchantId?: string;
                /** @description By when they were opened. */
                sort?: "oldest" | "newest";
                /** @description Adds the merchants themselves. */
                include?: "merchant";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Dispute"][];
                        /** @description Cursor of the next page, null at the end. */
                        next: string | null;
                    };
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    getDisputesDisputeId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                disputeId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Dispute"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    postShipmentsShipmentIdDisputes: {
        parameters: {
            query?: {
                /** @description Adds the order and its money, as they stand after it. */
                include?: "order";
                /** @description Asks what would happen: answered as the act itself would be, with the header `Kontor-Preview: true`, and nothing is changed. Ids that would be given are other ones each time. An Idempotency-Key may be left out, and is not used up. */
                preview?: "true";
            };
            header: {
                /** @description A name for this act, new for each: 1 to 255 visible ASCII letters, such as a UUID. */
                "Idempotency-Key": string;
            };
            path: {
                shipmentId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewDispute"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DisputeAndOrder"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    postDisputesDisputeIdAnswers: {
        parameters: {
            query?: {
                /** @description Adds the order and its money, as they stand after it. */
                include?: "order";
                /** @description Asks what would happen: answered as the act itself would be, with the header `Kontor-Preview: true`, and nothing is changed. Ids that would be given are other ones each time. An Idempotency-Key may be left out, and is not used up. */
                preview?: "true";
            };
            header: {
                /** @description A name for this act, new for each: 1 to 255 visible ASCII letters, such as a UUID. */
                "Idempotency-Key": string;
            };
            path: {
                disputeId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DisputeAnswer"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DisputeAndOrder"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    postDisputesDisputeIdDecision: {
        parameters: {
            query?: {
                /** @description Adds the order and its money, as they stand after it. */
                include?: "order";
                /** @description Asks what would happen: answered as the act itself would be, with the header `Kontor-Preview: true`, and nothing is changed. Ids that would be given are other ones each time. An Idempotency-Key may be left out, and is not used up. */
                preview?: "true";
            };
            header: {
                /** @description A name for this act, new for each: 1 to 255 visible ASCII letters, such as a UUID. */
                "Idempotency-Key": string;
            };
            path: {
                disputeId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DisputeDecision"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DisputeAndOrder"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    postEvidence: {
        parameters: {
            query?: never;
            header: {
                /** @description A name for this act, new for each: 1 to 255 visible ASCII letters, such as a UUID. */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "image/*": components["schemas"]["ImageBody"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Evidence"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    getEvidenceEvidenceId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                evidenceId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/*": components["schemas"]["ImageReply"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    getReturns: {
        parameters: {
            query?: {
                /** @description How many to answer, 1 to 100. */
                limit?: number;
                /** @description The `next` of the page before. It carries the filters of that page. */
                cursor?: string;
                state?: components["schemas"]["ReturnState"];
                orderId?: string;
                merchantId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Return"][];
                        /** @description Cursor of the next page, null at the end. */
                        next: string | null;
                    };
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    getReturnsReturnId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                returnId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Return"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    postShipmentsShipmentIdReturns: {
        parameters: {
            query?: never;
            header: {
                /** @description A name for this act, new for each: 1 to 255 visible ASCII letters, such as a UUID. */
                "Idempotency-Key": string;
            };
            path: {
                shipmentId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewReturn"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Return"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    postReturnsReturnIdAnswer: {
        parameters: {
            query?: {
                /** @description Adds the order and its money, as they stand after it. */
                include?: "order";
                /** @description Asks what would happen: answered as the act itself would be, with the header `Kontor-Preview: true`, and nothing is changed. Ids that would be given are other ones each time. An Idempotency-Key may be left out, and is not used up. */
                preview?: "true";
            };
            header: {
                /** @description A name for this act, new for each: 1 to 255 visible ASCII letters, such as a UUID. */
                "Idempotency-Key": string;
            };
            path: {
                returnId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReturnAnswer"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReturnAndOrder"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    postReturnsReturnIdShipment: {
        parameters: {
            query?: never;
            header: {
                /** @description A name for this act, new for each: 1 to 255 visible ASCII letters, such as a UUID. */
                "Idempotency-Key": string;
            };
            path: {
                returnId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReturnShipment"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Return"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    postReturnsReturnIdReceipt: {
        parameters: {
            query?: {
                /** @description Adds the order and its money, as they stand after it. */
                include?: "order";
                /** @description Asks what would happen: answered as the act itself would be, with the header `Kontor-Preview: true`, and nothing is changed. Ids that would be given are other ones each time. An Idempotency-Key may be left out, and is not used up. */
                preview?: "true";
            };
            header: {
                /** @description A name for this act, new for each: 1 to 255 visible ASCII letters, such as a UUID. */
                "Idempotency-Key": string;
            };
            path: {
                returnId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReturnReceipt"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReturnAndOrder"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    getRefunds: {
        parameters: {
            query?: {
                /** @description How many to answer, 1 to 100. */
                limit?: number;
                /** @description The `next` of the page before. It carries the filters of that page. */
                cursor?: string;
                orderId?: string;
                merchantId?: string;
                state?: "pending" | "succeeded" | "failed";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Refund"][];
                        /** @description Cursor of the next page, null at the end. */
                        next: string | null;
                    };
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    getRefundsRefundId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                refundId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Refund"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    postOrdersOrderIdRefunds: {
        parameters: {
            query?: {
                /** @description Adds the order and its money, as they stand after it. */
                include?: "order";
                /** @description Asks what would happen: answered as the act itself would be, with the header `Kontor-Preview: true`, and nothing is changed. Ids that would be given are other ones each time. An Idempotency-Key may be left out, and is not used up. */
                preview?: "true";
            };
            header: {
                /** @description A name for this act, new for each: 1 to 255 visible ASCII letters, such as a UUID. */
                "Idempotency-Key": string;
            };
            path: {
                orderId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewRefund"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RefundsAndOrder"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    postRefundsRefundIdRetry: {
        parameters: {
            query?: never;
            header: {
                /** @description A name for this act, new for each: 1 to 255 visible ASCII letters, such as a UUID. */
                "Idempotency-Key": string;
            };
            path: {
                refundId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Refund"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    getPayments: {
        parameters: {
            query?: {
                /** @description How many to answer, 1 to 100. */
                limit?: number;
                /** @description The `next` of the page before. It carries the filters of that page. */
                cursor?: string;
                /** @description What is paid for: an order id. */
                subject?: string;
                state?: components["schemas"]["PaymentState"];
                /** @description Only those where the provider reported what was not asked. */
                mismatched?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Payment"][];
                        /** @description Cursor of the next page, null at the end. */
                        next: string | null;
                    };
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    getPaymentsPaymentId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                paymentId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaymentDetail"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    getPaymentsPaymentIdCalls: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                paymentId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["ProviderCall"][];
                    };
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    getProviderCalls: {
        parameters: {
            query?: {
                /** @description How many to answer, 1 to 100. */
                limit?: number;
                /** @description The `next` of the page before. It carries the filters of that page. */
                cursor?: string;
                state?: components["schemas"]["ProviderCallState"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["ProviderCall"][];
                        /** @description Cursor of the next page, null at the end. */
                        next: string | null;
                    };
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    postPaymentsPaymentIdCaptures: {
        parameters: {
            query?: never;
            header: {
                /** @description A name for this act, new for each: 1 to 255 visible ASCII letters, such as a UUID. */
                "Idempotency-Key": string;
            };
            path: {
                paymentId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    amount: components["schemas"]["PositiveMoney"];
                };
            };
        };
        responses: {
            /** @description Done. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaymentCapture"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    postPaymentsPaymentIdVoid: {
        parameters: {
            query?: never;
            header: {
                /** @description A name for this act, new for each: 1 to 255 visible ASCII letters, such as a UUID. */
                "Idempotency-Key": string;
            };
            path: {
                paymentId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @default voided */
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Payment"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    postPaymentsPaymentIdRefundsRefundIdRetry: {
        parameters: {
            query?: never;
            header: {
                /** @description A name for this act, new for each: 1 to 255 visible ASCII letters, such as a UUID. */
                "Idempotency-Key": string;
            };
            path: {
                paymentId: string;
                refundId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaymentRefund"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    postProviderCallsCallIdRetry: {
        parameters: {
            query?: never;
            header: {
                /** @description A name for this act, new for each: 1 to 255 visible ASCII letters, such as a UUID. */
                "Idempotency-Key": string;
            };
            path: {
                callId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProviderCall"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    postProvidersProviderWebhooks: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                provider: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description Done. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description How many were new. */
                        events: number;
                    };
                };
            };
            400: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    getMerchants: {
        parameters: {
            query?: {
                /** @description How many to answer, 1 to 100. */
                limit?: number;
                /** @description The `next` of the page before. It carries the filters of that page. */
                cursor?: string;
                state?: "active" | "suspended";
                /** @description The marketplace's own id. */
                reference?: string;
                /** @description A part of the name, the beginning of the reference, or the id; capitals make no difference. */
                search?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Merchant"][];
                        /** @description Cursor of the next page, null at the end. */
                        next: string | null;
                    };
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    postMerchants: {
        parameters: {
            query?: never;
            header: {
                /** @description A name for this act, new for each: 1 to 255 visible ASCII letters, such as a UUID. */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewMerchant"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Merchant"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    getMerchantsMerchantId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                merchantId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Merchant"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    getMerchantsMerchantIdBalance: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                merchantId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MerchantBalances"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    postMerchantsMerchantIdDetails: {
        parameters: {
            query?: never;
            header: {
                /** @description A name for this act, new for each: 1 to 255 visible ASCII letters, such as a UUID. */
                "Idempotency-Key": string;
            };
            path: {
                merchantId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    displayName?: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Merchant"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    postMerchantsMerchantIdSuspension: {
        parameters: {
            query?: never;
            header: {
                /** @description A name for this act, new for each: 1 to 255 visible ASCII letters, such as a UUID. */
                "Idempotency-Key": string;
            };
            path: {
                merchantId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Why, in a sentence. Never personal data. */
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Merchant"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    postMerchantsMerchantIdReinstatement: {
        parameters: {
            query?: never;
            header: {
                /** @description A name for this act, new for each: 1 to 255 visible ASCII letters, such as a UUID. */
                "Idempotency-Key": string;
            };
            path: {
                merchantId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Why, in a sentence. Never personal data. */
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Merchant"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    getMerchantsMerchantIdMovePlan: {
        parameters: {
            query: {
                book: components["schemas"]["BookName"];
            };
            header?: never;
            path: {
                merchantId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MerchantMovePlan"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    postMerchantsMerchantIdMove: {
        parameters: {
            query?: never;
            header: {
                /** @description A name for this act, new for each: 1 to 255 visible ASCII letters, such as a UUID. */
                "Idempotency-Key": string;
            };
            path: {
                merchantId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MerchantMove"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MerchantMovePlan"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    getCommissionSchedules: {
        parameters: {
            query?: {
                /** @description How many to answer, 1 to 100. */
                limit?: number;
                /** @description The `next` of the page before. It carries the filters of that page. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["CommissionSchedule"][];
                        /** @description Cursor of the next page, null at the end. */
                        next: string | null;
                    };
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    postCommissionSchedules: {
        parameters: {
            query?: never;
            header: {
                /** @description A name for this act, new for each: 1 to 255 visible ASCII letters, such as a UUID. */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewCommissionSchedule"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommissionSchedule"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    getMerchantsMerchantIdPayoutProfile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                merchantId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayoutProfile"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    putMerchantsMerchantIdPayoutProfile: {
        parameters: {
            query?: never;
            header: {
                /** @description A name for this act, new for each: 1 to 255 visible ASCII letters, such as a UUID. */
                "Idempotency-Key": string;
            };
            path: {
                merchantId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewPayoutProfile"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayoutProfile"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    getMerchantsMerchantIdNextPayout: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                merchantId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NextPayout"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    getPayouts: {
        parameters: {
            query?: {
                /** @description How many to answer, 1 to 100. */
                limit?: number;
                /** @description The `next` of the page before. It carries the filters of that page. */
                cursor?: string;
                merchantId?: string;
                state?: components["schemas"]["PayoutState"];
                bankFileId?: string;
                /** @description Adds the merchants themselves. */
                include?: "merchant";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Payout"][];
                        /** @description Cursor of the next page, null at the end. */
                        next: string | null;
                    };
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    postPayouts: {
        parameters: {
            query?: {
                /** @description Asks what would happen: answered as the act itself would be, with the header `Kontor-Preview: true`, and nothing is changed. Ids that would be given are other ones each time. An Idempotency-Key may be left out, and is not used up. */
                preview?: "true";
            };
            header: {
                /** @description A name for this act, new for each: 1 to 255 visible ASCII letters, such as a UUID. */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @example mer_01h455vb4pex5vsknk084sn02q */
                    merchantId: string;
                    amount?: components["schemas"]["PositiveMoney"];
                };
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        payouts: components["schemas"]["Payout"][];
                    };
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    getPayoutsPayoutId: {
        parameters: {
            query?: {
                /** @description Adds the merchants themselves. */
                include?: "merchant";
            };
            header?: never;
            path: {
                payoutId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Payout"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    postPayoutsPayoutIdCancellation: {
        parameters: {
            query?: {
                /** @description Asks what would happen: answered as the act itself would be, with the header `Kontor-Preview: true`, and nothing is changed. Ids that would be given are other ones each time. An Idempotency-Key may be left out, and is not used up. */
                preview?: "true";
            };
            header: {
                /** @description A name for this act, new for each: 1 to 255 visible ASCII letters, such as a UUID. */
                "Idempotency-Key": string;
            };
            path: {
                payoutId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Payout"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    postPayoutsPayoutIdRejection: {
        parameters: {
            query?: never;
            header: {
                /** @description A name for this act, new for each: 1 to 255 visible ASCII letters, such as a UUID. */
                "Idempotency-Key": string;
            };
            path: {
                payoutId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    code?: string;
                    text?: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Payout"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    getPayoutsPayoutIdBreakdown: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                payoutId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayoutBreakdown"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    getPayoutsPayoutIdLines: {
        parameters: {
            query?: {
                /** @description How many to answer, 1 to 100. */
                limit?: number;
                /** @description The `next` of the page before. It carries the filters of that page. */
                cursor?: string;
            };
            header?: never;
            path: {
                payoutId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["PayoutLine"][];
                        /** @description Cursor of the next page, null at the end. */
                        next: string | null;
                    };
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    getBankFiles: {
        parameters: {
            query?: {
                /** @description How many to answer, 1 to 100. */
                limit?: number;
                /** @description The `next` of the page before. It carries the filters of that page. */
                cursor?: string;
                state?: "written" | "sent";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["BankFile"][];
                        /** @description Cursor of the next page, null at the end. */
                        next: string | null;
                    };
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    postBankFiles: {
        parameters: {
            query?: {
                /** @description Asks what would happen: answered as the act itself would be, with the header `Kontor-Preview: true`, and nothing is changed. Ids that would be given are other ones each time. An Idempotency-Key may be left out, and is not used up. */
                preview?: "true";
            };
            header: {
                /** @description A name for this act, new for each: 1 to 255 visible ASCII letters, such as a UUID. */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        bankFiles: components["schemas"]["BankFile"][];
                    };
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    postBankFilesBankFileIdTransmission: {
        parameters: {
            query?: never;
            header: {
                /** @description A name for this act, new for each: 1 to 255 visible ASCII letters, such as a UUID. */
                "Idempotency-Key": string;
            };
            path: {
                bankFileId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BankFile"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    getBankFilesBankFileId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                bankFileId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BankFile"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    getBankFilesBankFileIdDocument: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                bankFileId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/xml": string;
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    getStatements: {
        parameters: {
            query?: {
                /** @description How many to answer, 1 to 100. */
                limit?: number;
                /** @description The `next` of the page before. It carries the filters of that page. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["BankStatement"][];
                        /** @description Cursor of the next page, null at the end. */
                        next: string | null;
                    };
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    postStatements: {
        parameters: {
            query?: never;
            header: {
                /** @description A name for this act, new for each: 1 to 255 visible ASCII letters, such as a UUID. */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/xml": string;
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        statements: components["schemas"]["BankStatement"][];
                        /** @description Those of them that were imported before. */
                        known: string[];
                    };
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    getStatementsStatementId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                statementId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BankStatement"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    getStatementsStatementIdLines: {
        parameters: {
            query?: {
                /** @description How many to answer, 1 to 100. */
                limit?: number;
                /** @description The `next` of the page before. It carries the filters of that page. */
                cursor?: string;
                /** @description Those that were recognised, or the others. */
                matched?: boolean;
                /** @description Adds what unmatched lines are. */
                include?: "difference";
            };
            header?: never;
            path: {
                statementId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["BankLine"][];
                        /** @description Cursor of the next page, null at the end. */
                        next: string | null;
                    };
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    getDifferences: {
        parameters: {
            query?: {
                /** @description How many to answer, 1 to 100. */
                limit?: number;
                /** @description The `next` of the page before. It carries the filters of that page. */
                cursor?: string;
                state?: "open" | "resolved";
                kind?: components["schemas"]["DifferenceKind"];
                /** @description What it is about, such as a payout. */
                subject?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Difference"][];
                        /** @description Cursor of the next page, null at the end. */
                        next: string | null;
                    };
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    getDifferencesDays: {
        parameters: {
            query: {
                /** @description The first day. */
                from: string;
                /** @description The last day. */
                to: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description All that are open, whenever they began. */
                        open: number;
                        days: {
                            day: string;
                            open: number;
                            resolved: number;
                        }[];
                    };
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    getProviderSettlements: {
        parameters: {
            query?: {
                /** @description How many to answer, 1 to 100. */
                limit?: number;
                /** @description The `next` of the page before. It carries the filters of that page. */
                cursor?: string;
                provider?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["ProviderSettlement"][];
                        /** @description Cursor of the next page, null at the end. */
                        next: string | null;
                    };
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    postProviderSettlements: {
        parameters: {
            query?: never;
            header: {
                /** @description A name for this act, new for each: 1 to 255 visible ASCII letters, such as a UUID. */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SettlementReport"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProviderSettlement"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    postDifferencesDifferenceIdResolution: {
        parameters: {
            query?: {
                /** @description Asks what would happen: answered as the act itself would be, with the header `Kontor-Preview: true`, and nothing is changed. Ids that would be given are other ones each time. An Idempotency-Key may be left out, and is not used up. */
                preview?: "true";
            };
            header: {
                /** @description A name for this act, new for each: 1 to 255 visible ASCII letters, such as a UUID. */
                "Idempotency-Key": string;
            };
            path: {
                differenceId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Resolution"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ResolvedDifference"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    getFxRates: {
        parameters: {
            query?: {
                /** @description How many to answer, 1 to 100. */
                limit?: number;
                /** @description The `next` of the page before. It carries the filters of that page. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["FxRate"][];
                        /** @description Cursor of the next page, null at the end. */
                        next: string | null;
                    };
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    postFxRates: {
        parameters: {
            query?: never;
            header: {
                /** @description A name for this act, new for each: 1 to 255 visible ASCII letters, such as a UUID. */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    rates: components["schemas"]["NewFxRate"][];
                };
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        rates: components["schemas"]["FxRate"][];
                    };
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    postQuotes: {
        parameters: {
            query?: never;
            header: {
                /** @description A name for this act, new for each: 1 to 255 visible ASCII letters, such as a UUID. */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewQuote"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Quote"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    getQuotesQuoteId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                quoteId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Quote"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    postQuotesQuoteIdExecution: {
        parameters: {
            query?: never;
            header: {
                /** @description A name for this act, new for each: 1 to 255 visible ASCII letters, such as a UUID. */
                "Idempotency-Key": string;
            };
            path: {
                quoteId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Quote"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    getLedgerAccounts: {
        parameters: {
            query?: {
                /** @description How many to answer, 1 to 100. */
                limit?: number;
                /** @description The `next` of the page before. It carries the filters of that page. */
                cursor?: string;
                /** @description The book that it is about, `main` where nothing is said. GET /v1/books lists them. */
                book?: components["schemas"]["BookName"];
                kind?: string;
                owner?: string;
                /** @description The beginning of the names. */
                prefix?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["LedgerAccount"][];
                        /** @description Cursor of the next page, null at the end. */
                        next: string | null;
                    };
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    postLedgerAccounts: {
        parameters: {
            query?: never;
            header: {
                /** @description A name for this act, new for each: 1 to 255 visible ASCII letters, such as a UUID. */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewLedgerAccount"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LedgerAccount"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    getLedgerAccountsAccountId: {
        parameters: {
            query?: {
                /** @description The book that it is about, `main` where nothing is said. GET /v1/books lists them. */
                book?: components["schemas"]["BookName"];
                /** @description Entries of this moment included; now, where left out. A moment that is still to come is refused, since nobody knows what it will hold; 10 seconds are left to clocks that differ. */
                at?: components["schemas"]["Timestamp"];
            };
            header?: never;
            path: {
                accountId: components["schemas"]["AccountId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LedgerAccount"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    getLedgerAccountsAccountIdStatement: {
        parameters: {
            query?: {
                /** @description How many to answer, 1 to 100. */
                limit?: number;
                /** @description The `next` of the page before. It carries the filters of that page. */
                cursor?: string;
                /** @description The book that it is about, `main` where nothing is said. GET /v1/books lists them. */
                book?: components["schemas"]["BookName"];
                /** @description Entries at or after this moment. */
                from?: components["schemas"]["Timestamp"];
                /** @description Entries before this moment. */
                to?: components["schemas"]["Timestamp"];
            };
            header?: never;
            path: {
                accountId: components["schemas"]["AccountId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["LedgerEntry"][];
                        /** @description Cursor of the next page, null at the end. */
                        next: string | null;
                    };
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    postLedgerAccountsAccountIdFreeze: {
        parameters: {
            query?: never;
            header: {
                /** @description A name for this act, new for each: 1 to 255 visible ASCII letters, such as a UUID. */
                "Idempotency-Key": string;
            };
            path: {
                accountId: components["schemas"]["AccountId"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /**
                     * @description The book that it is about, `main` where nothing is said. GET /v1/books lists them.
                     * @default main
                     * @example main
                     */
                    book?: components["schemas"]["BookName"];
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LedgerAccount"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    postLedgerAccountsAccountIdUnfreeze: {
        parameters: {
            query?: never;
            header: {
                /** @description A name for this act, new for each: 1 to 255 visible ASCII letters, such as a UUID. */
                "Idempotency-Key": string;
            };
            path: {
                accountId: components["schemas"]["AccountId"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /**
                     * @description The book that it is about, `main` where nothing is said. GET /v1/books lists them.
                     * @default main
                     * @example main
                     */
                    book?: components["schemas"]["BookName"];
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LedgerAccount"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    postLedgerAccountsAccountIdClose: {
        parameters: {
            query?: never;
            header: {
                /** @description A name for this act, new for each: 1 to 255 visible ASCII letters, such as a UUID. */
                "Idempotency-Key": string;
            };
            path: {
                accountId: components["schemas"]["AccountId"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /**
                     * @description The book that it is about, `main` where nothing is said. GET /v1/books lists them.
                     * @default main
                     * @example main
                     */
                    book?: components["schemas"]["BookName"];
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LedgerAccount"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    postLedgerTransactions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LedgerPosting"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LedgerOutcome"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    postLedgerBatches: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description The book that it is about, `main` where nothing is said. GET /v1/books lists them.
                     * @default main
                     * @example main
                     */
                    book?: components["schemas"]["BookName"];
                    transactions: components["schemas"]["NewLedgerTransaction"][];
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        outcomes: components["schemas"]["LedgerOutcome"][];
                    };
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    getLedgerTransactionsTransactionId: {
        parameters: {
            query?: {
                /** @description The book that it is about, `main` where nothing is said. GET /v1/books lists them. */
                book?: components["schemas"]["BookName"];
            };
            header?: never;
            path: {
                transactionId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LedgerTransaction"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    getLedgerTrialBalance: {
        parameters: {
            query?: {
                /** @description The book that it is about, `main` where nothing is said. GET /v1/books lists them. */
                book?: components["schemas"]["BookName"];
                /** @description Entries of this moment included; now, where left out. A moment that is still to come is refused, since nobody knows what it will hold; 10 seconds are left to clocks that differ. */
                at?: components["schemas"]["Timestamp"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrialBalance"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    getLedgerTrialBalanceCsv: {
        parameters: {
            query?: {
                /** @description The book that it is about, `main` where nothing is said. GET /v1/books lists them. */
                book?: components["schemas"]["BookName"];
                /** @description Entries of this moment included; now, where left out. A moment that is still to come is refused, since nobody knows what it will hold; 10 seconds are left to clocks that differ. */
                at?: components["schemas"]["Timestamp"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    getBooks: {
        parameters: {
            query?: {
                /** @description How many to answer, 1 to 100. */
                limit?: number;
                /** @description The `next` of the page before. It carries the filters of that page. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Book"][];
                        /** @description Cursor of the next page, null at the end. */
                        next: string | null;
                    };
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    postBooks: {
        parameters: {
            query?: never;
            header: {
                /** @description A name for this act, new for each: 1 to 255 visible ASCII letters, such as a UUID. */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewBook"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Book"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    getBookTransfers: {
        parameters: {
            query?: {
                /** @description How many to answer, 1 to 100. */
                limit?: number;
                /** @description The `next` of the page before. It carries the filters of that page. */
                cursor?: string;
                state?: "held_here" | "held_there" | "captured_there" | "done" | "voided";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["BookTransfer"][];
                        /** @description Cursor of the next page, null at the end. */
                        next: string | null;
                    };
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    getWebhookEndpoints: {
        parameters: {
            query?: {
                /** @description How many to answer, 1 to 100. */
                limit?: number;
                /** @description The `next` of the page before. It carries the filters of that page. */
                cursor?: string;
                state?: components["schemas"]["WebhookEndpointState"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["WebhookEndpoint"][];
                        /** @description Cursor of the next page, null at the end. */
                        next: string | null;
                    };
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    postWebhookEndpoints: {
        parameters: {
            query?: never;
            header: {
                /** @description A name for this act, new for each: 1 to 255 visible ASCII letters, such as a UUID. */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewWebhookEndpoint"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookEndpointWithSecret"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    getWebhookEndpointsEndpointId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                endpointId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookEndpoint"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    deleteWebhookEndpointsEndpointId: {
        parameters: {
            query?: never;
            header: {
                /** @description A name for this act, new for each: 1 to 255 visible ASCII letters, such as a UUID. */
                "Idempotency-Key": string;
            };
            path: {
                endpointId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookEndpoint"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    postWebhookEndpointsEndpointIdDetails: {
        parameters: {
            query?: never;
            header: {
                /** @description A name for this act, new for each: 1 to 255 visible ASCII letters, such as a UUID. */
                "Idempotency-Key": string;
            };
            path: {
                endpointId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @example https://shop.example/hooks */
                    url?: string;
                    description?: string;
                    events?: string[];
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookEndpoint"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    postWebhookEndpointsEndpointIdState: {
        parameters: {
            query?: never;
            header: {
                /** @description A name for this act, new for each: 1 to 255 visible ASCII letters, such as a UUID. */
                "Idempotency-Key": string;
            };
            path: {
                endpointId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    state: components["schemas"]["WebhookEndpointState"];
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookEndpoint"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    postWebhookEndpointsEndpointIdSecret: {
        parameters: {
            query?: never;
            header: {
                /** @description A name for this act, new for each: 1 to 255 visible ASCII letters, such as a UUID. */
                "Idempotency-Key": string;
            };
            path: {
                endpointId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description How long the old secret signs along; 0: not at all, when it has become known, nor any that is older.
                     * @default 24
                     */
                    oldSecretHours?: number;
                };
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookEndpointWithSecret"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    postWebhookEndpointsEndpointIdTest: {
        parameters: {
            query?: never;
            header: {
                /** @description A name for this act, new for each: 1 to 255 visible ASCII letters, such as a UUID. */
                "Idempotency-Key": string;
            };
            path: {
                endpointId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookEndpoint"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    getWebhookEndpointsEndpointIdDeliveries: {
        parameters: {
            query?: {
                /** @description How many to answer, 1 to 100. */
                limit?: number;
                /** @description The `next` of the page before. It carries the filters of that page. */
                cursor?: string;
                state?: components["schemas"]["WebhookDeliveryState"];
                /** @description Type of the event. */
                type?: string;
                eventId?: string;
                /** @description What the event happened to. */
                subject?: string;
            };
            header?: never;
            path: {
                endpointId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["WebhookDelivery"][];
                        /** @description Cursor of the next page, null at the end. */
                        next: string | null;
                    };
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    postWebhookEndpointsEndpointIdReplays: {
        parameters: {
            query?: never;
            header: {
                /** @description A name for this act, new for each: 1 to 255 visible ASCII letters, such as a UUID. */
                "Idempotency-Key": string;
            };
            path: {
                endpointId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    since: components["schemas"]["Timestamp"];
                };
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookReplay"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    getWebhookDeliveriesDeliveryId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                deliveryId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookDeliveryWithAttempts"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    postWebhookDeliveriesDeliveryIdReplay: {
        parameters: {
            query?: never;
            header: {
                /** @description A name for this act, new for each: 1 to 255 visible ASCII letters, such as a UUID. */
                "Idempotency-Key": string;
            };
            path: {
                deliveryId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookDelivery"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    getToday: {
        parameters: {
            query?: {
                /** @description How many days (UTC) in and out are told by, today included: 1 to 92. */
                days?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Today"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    getOrdersOrderIdTimeline: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                orderId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderTimeline"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    getRequests: {
        parameters: {
            query?: {
                /** @description How many to answer, 1 to 100. */
                limit?: number;
                /** @description The `next` of the page before. It carries the filters of that page. */
                cursor?: string;
                /** @description The id of a key. */
                actor?: string;
                method?: "GET" | "POST" | "PUT" | "DELETE";
                /** @description The pattern of a path, such as `/v1/orders/:orderId`. */
                route?: string;
                requestId?: string;
                /** @description Of a refusal, such as `http.key_reused`. */
                code?: string;
                /** @description The class of the answer: 4xx are refusals, 5xx are faults of ours. */
                status?: "2xx" | "3xx" | "4xx" | "5xx";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["ServedRequest"][];
                        /** @description Cursor of the next page, null at the end. */
                        next: string | null;
                    };
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    getEvents: {
        parameters: {
            query?: {
                /** @description How many to answer, 1 to 100. */
                limit?: number;
                /** @description The `next` of the page before. It carries the filters of that page. */
                cursor?: string;
                /** @description What it happened to, such as an order id. */
                subject?: string;
                type?: string;
                /** @description Only events after this place of the log. */
                afterPlace?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["SequencedEvent"][];
                        /** @description Cursor of the next page, null at the end. */
                        next: string | null;
                    };
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    getEventTypes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventTypes"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    getEventsEnd: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EndOfEvents"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    getApiKeys: {
        parameters: {
            query?: {
                /** @description How many to answer, 1 to 100. */
                limit?: number;
                /** @description The `next` of the page before. It carries the filters of that page. */
                cursor?: string;
                kind?: "operator" | "service" | "merchant" | "buyer" | "auditor";
                merchantId?: string;
                buyerId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["ApiKey"][];
                        /** @description Cursor of the next page, null at the end. */
                        next: string | null;
                    };
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    postApiKeys: {
        parameters: {
            query?: never;
            header: {
                /** @description A name for this act, new for each: 1 to 255 visible ASCII letters, such as a UUID. */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewApiKey"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKeyWithSecret"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    getApiKeysKeyId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                keyId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKey"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    deleteApiKeysKeyId: {
        parameters: {
            query?: never;
            header: {
                /** @description A name for this act, new for each: 1 to 255 visible ASCII letters, such as a UUID. */
                "Idempotency-Key": string;
            };
            path: {
                keyId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKey"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    getMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    postSignInLinks: {
        parameters: {
            query?: never;
            header: {
                /** @description A name for this act, new for each: 1 to 255 visible ASCII letters, such as a UUID. */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewSignInLink"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignInLinkWithUrl"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    deleteSignInLinksLinkId: {
        parameters: {
            query?: never;
            header: {
                /** @description A name for this act, new for each: 1 to 255 visible ASCII letters, such as a UUID. */
                "Idempotency-Key": string;
            };
            path: {
                linkId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignInLink"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    getSessions: {
        parameters: {
            query?: {
                /** @description How many to answer, 1 to 100. */
                limit?: number;
                /** @description The `next` of the page before. It carries the filters of that page. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Session"][];
                        /** @description Cursor of the next page, null at the end. */
                        next: string | null;
                    };
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
    deleteSessionsSessionId: {
        parameters: {
            query?: never;
            header: {
                /** @description A name for this act, new for each: 1 to 255 visible ASCII letters, such as a UUID. */
                "Idempotency-Key": string;
            };
            path: {
                sessionId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
        };
    };
}
