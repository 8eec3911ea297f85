-- What a line of a statement was taken for, and how many differences began on which day.
create index payouts_difference_line on payouts_difference (line_id) where line_id is not null;
create index payouts_difference_since on payouts_difference (since);
