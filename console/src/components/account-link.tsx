import { Link } from '@tanstack/react-router'

/** An account's name, leading to its statement. */
export function AccountLink({ id }: Readonly<{ id: string }>) {
  return (
    <Link to="/ledger/$accountId" params={{ accountId: id }}>
      <code>{id}</code>
    </Link>
  )
}
