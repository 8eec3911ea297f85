-- The sequencer alone writes places, in the statement that takes the events from their queue, and the queue is filled
-- in the statement that writes the events. Checking each again against the log costs as much as writing it; and on a
-- distributed database a reference from one table to another would have to stay inside one node.
alter table audit_place drop constraint audit_place_event_id_fkey;
