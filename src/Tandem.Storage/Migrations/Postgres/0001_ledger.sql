-- The ledger. Amounts are nano-USD, times RFC 3339 UTC with seven decimals, so that text sorts like time.

-- A process that writes. Each has its own hash chain, so that writers never wait for each other's.
CREATE TABLE ledger_writer (
    writer_id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    opened_at TEXT COLLATE "C" NOT NULL
);

-- The truth: body is the canonical JSON whose SHA-256 is hash. Every table below named ledger_* is derived from the bodies.
CREATE TABLE ledger_entry (
    writer_id TEXT COLLATE "C" NOT NULL REFERENCES ledger_writer,
    seq BIGINT NOT NULL CHECK (seq > 0),
    kind TEXT COLLATE "C" NOT NULL CHECK (kind IN ('reserve', 'commit', 'release', 'expire', 'adjust', 'outcome')),
    request_id TEXT COLLATE "C",
    recorded_at TEXT COLLATE "C" NOT NULL,
    body TEXT COLLATE "C" NOT NULL,
    prev_hash TEXT COLLATE "C" NOT NULL,
    hash TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (writer_id, seq)
);
CREATE UNIQUE INDEX ledger_entry_one_reservation ON ledger_entry (request_id) WHERE kind = 'reserve';
CREATE UNIQUE INDEX ledger_entry_one_resolution ON ledger_entry (request_id) WHERE kind IN ('commit', 'release', 'expire');
CREATE UNIQUE INDEX ledger_entry_one_adjustment ON ledger_entry (request_id) WHERE kind = 'adjust';

CREATE TABLE ledger_posting (
    writer_id TEXT COLLATE "C" NOT NULL,
    seq BIGINT NOT NULL,
    line BIGINT NOT NULL,
    account TEXT COLLATE "C" NOT NULL,
    side TEXT COLLATE "C" NOT NULL CHECK (side IN ('available', 'reserved', 'spent')),
    day TEXT COLLATE "C" NOT NULL,
    nano_usd BIGINT NOT NULL,
    PRIMARY KEY (writer_id, seq, line),
    FOREIGN KEY (writer_id, seq) REFERENCES ledger_entry
);

CREATE TABLE ledger_request (
    writer_id TEXT COLLATE "C" NOT NULL,
    seq BIGINT NOT NULL,
    line BIGINT NOT NULL,
    request_id TEXT COLLATE "C" NOT NULL UNIQUE,
    decision_id TEXT COLLATE "C" NOT NULL UNIQUE,
    owner TEXT COLLATE "C" NOT NULL,
    workspace TEXT COLLATE "C",
    session_id TEXT COLLATE "C",
    time TEXT COLLATE "C" NOT NULL,
    choice TEXT COLLATE "C",
    idempotency_key TEXT COLLATE "C",
    body_hash TEXT COLLATE "C",
    PRIMARY KEY (writer_id, seq, line),
    FOREIGN KEY (writer_id, seq) REFERENCES ledger_entry
);
CREATE UNIQUE INDEX ledger_request_idempotency ON ledger_request (owner, idempotency_key) WHERE idempotency_key IS NOT NULL;
CREATE INDEX ledger_request_time ON ledger_request (time);
CREATE INDEX ledger_request_owner ON ledger_request (owner, time);

CREATE TABLE ledger_attempt (
    writer_id TEXT COLLATE "C" NOT NULL,
    seq BIGINT NOT NULL,
    line BIGINT NOT NULL,
    attempt_id TEXT COLLATE "C" NOT NULL UNIQUE,
    request_id TEXT COLLATE "C" NOT NULL,
    number BIGINT NOT NULL,
    model TEXT COLLATE "C" NOT NULL,
    started_at TEXT COLLATE "C" NOT NULL,
    day TEXT COLLATE "C" NOT NULL,
    state TEXT COLLATE "C" NOT NULL,
    input_tokens BIGINT NOT NULL,
    cached_input_tokens BIGINT NOT NULL,
    cache_write_tokens BIGINT NOT NULL,
    output_tokens BIGINT NOT NULL,
    reasoning_tokens BIGINT NOT NULL,
    estimated BIGINT NOT NULL,
    cost_nano_usd BIGINT NOT NULL CHECK (cost_nano_usd >= 0),
    PRIMARY KEY (writer_id, seq, line),
    FOREIGN KEY (writer_id, seq) REFERENCES ledger_entry
);
CREATE INDEX ledger_attempt_started ON ledger_attempt (started_at);

CREATE TABLE ledger_outcome (
    writer_id TEXT COLLATE "C" NOT NULL,
    seq BIGINT NOT NULL,
    line BIGINT NOT NULL,
    decision_id TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    time TEXT COLLATE "C" NOT NULL,
    value DOUBLE PRECISION NOT NULL,
    PRIMARY KEY (writer_id, seq, line),
    UNIQUE (decision_id, kind, time),
    FOREIGN KEY (writer_id, seq) REFERENCES ledger_entry
);

-- What follows is state that the entries prove: verify rebuilds and compares it.

CREATE TABLE chain_head (
    writer_id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    seq BIGINT NOT NULL,
    hash TEXT COLLATE "C" NOT NULL
);

CREATE TABLE account_balance (
    account TEXT COLLATE "C" NOT NULL,
    period TEXT COLLATE "C" NOT NULL CHECK (period IN ('day', 'week', 'month', 'total')),
    period_start TEXT COLLATE "C" NOT NULL,
    spent BIGINT NOT NULL CHECK (spent >= 0),
    reserved BIGINT NOT NULL CHECK (reserved >= 0),
    PRIMARY KEY (account, period, period_start)
);

CREATE TABLE open_reservation (
    request_id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    writer_id TEXT COLLATE "C" NOT NULL,
    expires_at TEXT COLLATE "C" NOT NULL,
    day TEXT COLLATE "C" NOT NULL,
    ceiling BIGINT NOT NULL,
    accounts TEXT COLLATE "C" NOT NULL
);
CREATE INDEX open_reservation_expiry ON open_reservation (expires_at);

-- Prompts and answers, apart: these rows may be deleted, the ledger keeps their hashes.
CREATE TABLE request_text (
    request_id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    owner TEXT COLLATE "C" NOT NULL,
    stored_at TEXT COLLATE "C" NOT NULL,
    prompt BYTEA,
    answer BYTEA
);
CREATE INDEX request_text_owner ON request_text (owner, stored_at);

CREATE FUNCTION ledger_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the ledger is append-only';
END
$$;
CREATE TRIGGER ledger_writer_keeps BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_writer FOR EACH STATEMENT EXECUTE FUNCTION ledger_is_append_only();
CREATE TRIGGER ledger_entry_keeps BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_entry FOR EACH STATEMENT EXECUTE FUNCTION ledger_is_append_only();
CREATE TRIGGER ledger_posting_keeps BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_posting FOR EACH STATEMENT EXECUTE FUNCTION ledger_is_append_only();
CREATE TRIGGER ledger_request_keeps BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_request FOR EACH STATEMENT EXECUTE FUNCTION ledger_is_append_only();
CREATE TRIGGER ledger_attempt_keeps BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_attempt FOR EACH STATEMENT EXECUTE FUNCTION ledger_is_append_only();
CREATE TRIGGER ledger_outcome_keeps BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_outcome FOR EACH STATEMENT EXECUTE FUNCTION ledger_is_append_only();
