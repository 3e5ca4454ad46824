-- The tables that people read (ledger_request, ledger_attempt, ledger_outcome, open_reservation) follow the entries many at a time.

-- How far of a writer's chain is in them: what is beyond is put there by whoever reads next.
ALTER TABLE chain_head ADD COLUMN projected INTEGER NOT NULL DEFAULT 0;
UPDATE chain_head SET projected = seq;

-- Postings stand in the entries' bodies, and their sums in account_balance: a third copy cost more than all the rest.
DROP TABLE ledger_posting;
