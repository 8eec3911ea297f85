import { assertNever, type Fault } from './fault.ts'
import { hourMs } from './model.ts'
import type { Run } from './simulate.ts'
import type { PostingWish, Step, Wish } from './wish.ts'

/** A step in plain words. */
function tellStep(step: Step): string {
  const ending = 'faults' in step ? step.faults.map(tellFault).join('') : ''
  switch (step.kind) {
    case 'ask': {
      const { lost, copies } = step.network
      const copied = copies > 1 ? ` It arrives ${copies} times at once.` : ''
      const again =
        lost > 0
          ? ` The first ${lost === 1 ? 'answer is' : `${lost} answers are`} lost, and it is sent again.`
          : ''
      return `${tellWish(step.wish)}${copied}${again}${ending}`
    }
    case 'together':
      return `At the same time: ${step.wishes.map(tellWish).join(' ')}${ending}`
    case 'time': {
      const trouble = Object.entries(step.provider).filter(([, share]) => share > 0)
      const service =
        trouble.length > 0
          ? ` The payment service is in trouble: ${trouble.map(([name, share]) => `${name} ${share}`).join(', ')}.`
          : ''
      if (step.ms < 0) return `The clock is put back by ${-step.ms} ms.`
      const jobs = step.together ? ' All jobs that are due run at once.' : ''
      return `${(step.ms / hourMs).toFixed(1)} hours pass.${jobs}${service}${ending}`
    }
    case 'restart':
      return 'Both processes are killed, and started again.'
    case 'check':
      return 'Everything is compared.'
    default:
      return assertNever(step)
  }
}

function tellFault({ kind, at, count, when }: Fault): string {
  const place = `${when === 'before' || (kind !== 'kill' && kind !== 'crash') ? 'At' : 'After'} ${at} ${count + 1}`
  const what = {
    disk_full: 'the disk is full',
    deadlock: 'there is a deadlock',
    serialization: 'the database cannot put the transactions in an order',
    timeout: 'the statement takes too long',
    kill: 'the connection is killed',
    crash: 'the process crashes'
  }[kind]
  return ` ${place} ${what}.`
}

const cny = (minor: number | null) => (minor === null ? 'all' : `${minor} fen`)

function tellWish(wish: Wish): string {
  switch (wish.do) {
    case 'order': {
      const items = wish.items.map(
        ({ quantity, unit, tax, merchant }) => `${quantity} at ${unit} (tax ${tax}) of ${merchant}`
      )
      const shipping = wish.shipping
        .map(({ merchant, minor }) => `, shipping ${minor} of ${merchant}`)
        .join('')
      return `${wish.buyer} orders ${wish.order}: ${items.join(', ')}${shipping}${wish.fee > 0 ? `, fee ${wish.fee}` : ''}.`
    }
    case 'pay':
      return `The buyer pays ${cny(wish.minor)} of ${wish.order} with ${wish.token}${wish.manual ? ', to be captured with the first shipment' : ''}.`
    case 'ship':
      return `${wish.merchant} ships ${wish.quantities === null ? 'all' : wish.quantities.join(' + ')} of ${wish.order}.`
    case 'deliver':
      return `${wish.shipment} is delivered.`
    case 'confirm':
      return `The buyer confirms ${wish.order}.`
    case 'cancel':
      return `${wish.merchant ?? 'The buyer'} cancels what is left of ${wish.order}.`
    case 'claim':
      return `The buyer claims back what of ${wish.order} never came.`
    case 'refund':
      return `${wish.merchant} gives ${wish.minor} of ${wish.order} back.`
    case 'dispute':
      return `The buyer disputes ${cny(wish.minor)} of ${wish.shipment}.`
    case 'answer':
      return `${wish.dispute} is answered: ${wish.answer}.`
    case 'decide':
      return `An operator decides ${wish.dispute}: ${wish.toBuyer} to the buyer, ${wish.toMerchant} to the merchant.`
    case 'return':
      return `The buyer wants to send ${wish.units === null ? 'all' : wish.units.join(' + ')} of ${wish.shipment} back.`
    case 'back':
      return `${wish.back}: ${{ authorise: 'the merchant authorises it', reject: 'the merchant rejects it', ship: 'the goods are on their way back' }[wish.act]}.`
    case 'receive':
      return `The goods of ${wish.back} have come back, and ${cny(wish.minor)} goes back for them.`
    case 'payout':
    case 'profile':
    case 'suspension':
    case 'files':
    case 'transmit':
    case 'statement':
    case 'resend':
    case 'resolve':
    case 'post':
    case 'batch':
    case 'show':
    case 'balance':
      return tellOther(wish)
    default:
      return assertNever(wish)
  }
}

type Other = Extract<
  Wish,
  {
    do:
      | 'payout'
      | 'profile'
      | 'suspension'
      | 'files'
      | 'transmit'
      | 'statement'
      | 'resend'
      | 'resolve'
      | 'post'
      | 'batch'
      | 'show'
      | 'balance'
  }
>

function tellOther(wish: Other): string {
  switch (wish.do) {
    case 'payout':
      return `${wish.merchant} asks to be paid ${cny(wish.minor)}.`
    case 'profile':
      return `${wish.merchant} sets its payout profile: reserve ${wish.reserve} for ${wish.days} days, paid each ${wish.every}.`
    case 'suspension':
      return `${wish.merchant} is ${wish.ends ? 'reinstated' : 'suspended'}.`
    case 'files':
      return 'Bank files are written.'
    case 'transmit':
      return `${wish.file} is given to the bank.`
    case 'statement': {
      const back = wish.returned.length > 0 ? `, ${wish.returned.join(', ')} came back` : ''
      const settled = wish.settled.map(
        ({ settlement, short }) => `, ${settlement} came${short > 0 ? ` without ${short} of it` : ''}`
      )
      const stray =
        wish.stray === 0
          ? ''
          : wish.stray > 0
            ? `, and a stranger paid ${wish.stray}`
            : `, and ${-wish.stray} left for a reason unknown`
      return `The bank sends a statement: what was ordered is booked${back}${settled.join('')}${stray}.`
    }
    case 'resend':
      return `Staff send a refund of ${wish.payment} again.`
    case 'resolve':
      return `Staff resolve ${wish.difference} as ${wish.as}${wish.of === null ? '' : ` ${wish.of}`}.`
    case 'post':
      return tellPosting(wish.posting)
    case 'batch':
      return `In one batch: ${wish.postings.map(tellPosting).join(' ')}`
    case 'show':
      return `Somebody looks at ${wish.order}.`
    case 'balance':
      return `Somebody looks at ${wish.account}.`
    default:
      return assertNever(wish)
  }
}

function tellPosting({ id, legs, reverses }: PostingWish): string {
  if (reverses !== undefined) return `Transaction ${id} undoes ${reverses}.`
  const told = legs.map(({ type, debit, credit, hold, minor, upTo }) =>
    type === 'void'
      ? `gives back hold ${hold}`
      : `${type} ${upTo ? 'up to ' : ''}${minor} ${type === 'capture' ? `of hold ${hold}` : `from ${debit} to ${credit}`}`
  )
  return `Transaction ${id}: ${told.join(', ')}.`
}

/** A story with its ending, and how to see it again. */
export function tellStory({ seed, steps, finding }: Run): string {
  const lines = steps.map((step) => `  ${String(step.no).padStart(5)}  ${tellStep(step)}`)
  const ending = (finding?.wrong ?? []).map((line) => `  ! ${line}`)
  return [`The world of seed ${seed}:`, ...lines, 'It ends otherwise than it should:', ...ending].join('\n')
}
