-- The first book is as old as its database; until here every database said the same made-up day.
update books_book set created_at = (select min(applied_at) from db_migration)
  where name = 'main' and created_at = '2026-01-01Z' and exists (select from db_migration);
