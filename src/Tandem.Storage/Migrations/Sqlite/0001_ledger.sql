-- The ledger. Amounts are nano-USD, times RFC 3339 UTC with seven decimals, so that text sorts like time.

-- A process that writes. Each has its own hash chain, so that writers never wait for each other's.
CREATE TABLE ledger_writer (
    writer_id TEXT NOT NULL PRIMARY KEY,
    opened_at TEXT NOT NULL
) WITHOUT ROWID;

-- The truth: body is the canonical JSON whose SHA-256 is hash. Every table below named ledger_* is derived from the bodies.
CREATE TABLE ledger_entry (
    writer_id TEXT NOT NULL REFERENCES ledger_writer,
    seq INTEGER NOT NULL CHECK (seq > 0),
    kind TEXT NOT NULL CHECK (kind IN ('reserve', 'commit', 'release', 'expire', 'adjust', 'outcome')),
    request_id TEXT,
    recorded_at TEXT NOT NULL,
    body TEXT NOT NULL,
    prev_hash TEXT NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (writer_id, seq)
);
CREATE UNIQUE INDEX ledger_entry_one_reservation ON ledger_entry (request_id) WHERE kind = 'reserve';
CREATE UNIQUE INDEX ledger_entry_one_resolution ON ledger_entry (request_id) WHERE kind IN ('commit', 'release', 'expire');
CREATE UNIQUE INDEX ledger_entry_one_adjustment ON ledger_entry (request_id) WHERE kind = 'adjust';

CREATE TABLE ledger_posting (
    writer_id TEXT NOT NULL,
    seq INTEGER NOT NULL,
    line INTEGER NOT NULL,
    account TEXT NOT NULL,
    side TEXT NOT NULL CHECK (side IN ('available', 'reserved', 'spent')),
    day TEXT NOT NULL,
    nano_usd INTEGER NOT NULL,
    PRIMARY KEY (writer_id, seq, line),
    FOREIGN KEY (writer_id, seq) REFERENCES ledger_entry
) WITHOUT ROWID;

CREATE TABLE ledger_request (
    writer_id TEXT NOT NULL,
    seq INTEGER NOT NULL,
    line INTEGER NOT NULL,
    request_id TEXT NOT NULL UNIQUE,
    decision_id TEXT NOT NULL UNIQUE,
    owner TEXT NOT NULL,
    workspace TEXT,
    session_id TEXT,
    time TEXT NOT NULL,
    choice TEXT,
    idempotency_key TEXT,
    body_hash TEXT,
    PRIMARY KEY (writer_id, seq, line),
    FOREIGN KEY (writer_id, seq) REFERENCES ledger_entry
);
CREATE UNIQUE INDEX ledger_request_idempotency ON ledger_request (owner, idempotency_key) WHERE idempotency_key IS NOT NULL;
CREATE INDEX ledger_request_time ON ledger_request (time);
CREATE INDEX ledger_request_owner ON ledger_request (owner, time);

CREATE TABLE ledger_attempt (
    writer_id TEXT NOT NULL,
    seq INTEGER NOT NULL,
    line INTEGER NOT NULL,
    attempt_id TEXT NOT NULL UNIQUE,
    request_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    model TEXT NOT NULL,
    started_at TEXT NOT NULL,
    day TEXT NOT NULL,
    state TEXT NOT NULL,
    input_tokens INTEGER NOT NULL,
    cached_input_tokens INTEGER NOT NULL,
    cache_write_tokens INTEGER NOT NULL,
    output_tokens INTEGER NOT NULL,
    reasoning_tokens INTEGER NOT NULL,
    estimated INTEGER NOT NULL,
    cost_nano_usd INTEGER NOT NULL CHECK (cost_nano_usd >= 0),
    PRIMARY KEY (writer_id, seq, line),
    FOREIGN KEY (writer_id, seq) REFERENCES ledger_entry
);
CREATE INDEX ledger_attempt_started ON ledger_attempt (started_at);

CREATE TABLE ledger_outcome (
    writer_id TEXT NOT NULL,
    seq INTEGER NOT NULL,
    line INTEGER NOT NULL,
    decision_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    time TEXT NOT NULL,
    value REAL NOT NULL,
    PRIMARY KEY (writer_id, seq, line),
    UNIQUE (decision_id, kind, time),
    FOREIGN KEY (writer_id, seq) REFERENCES ledger_entry
);

-- What follows is state that the entries prove: verify rebuilds and compares it.

CREATE TABLE chain_head (
    writer_id TEXT NOT NULL PRIMARY KEY,
    seq INTEGER NOT NULL,
    hash TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE account_balance (
    account TEXT NOT NULL,
    period TEXT NOT NULL CHECK (period IN ('day', 'week', 'month', 'total')),
    period_start TEXT NOT NULL,
    spent INTEGER NOT NULL CHECK (spent >= 0),
    reserved INTEGER NOT NULL CHECK (reserved >= 0),
    PRIMARY KEY (account, period, period_start)
) WITHOUT ROWID;

CREATE TABLE open_reservation (
    request_id TEXT NOT NULL PRIMARY KEY,
    writer_id TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    day TEXT NOT NULL,
    ceiling INTEGER NOT NULL,
    accounts TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX open_reservation_expiry ON open_reservation (expires_at);

-- Prompts and answers, apart: these rows may be deleted, the ledger keeps their hashes.
CREATE TABLE request_text (
    request_id TEXT NOT NULL PRIMARY KEY,
    owner TEXT NOT NULL,
    stored_at TEXT NOT NULL,
    prompt BLOB,
    answer BLOB
);
CREATE INDEX request_text_owner ON request_text (owner, stored_at);

CREATE TRIGGER ledger_writer_keeps BEFORE UPDATE ON ledger_writer BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER ledger_writer_stays BEFORE DELETE ON ledger_writer BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER ledger_entry_keeps BEFORE UPDATE ON ledger_entry BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER ledger_entry_stays BEFORE DELETE ON ledger_entry BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER ledger_posting_keeps BEFORE UPDATE ON ledger_posting BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER ledger_posting_stays BEFORE DELETE ON ledger_posting BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER ledger_request_keeps BEFORE UPDATE ON ledger_request BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER ledger_request_stays BEFORE DELETE ON ledger_request BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER ledger_attempt_keeps BEFORE UPDATE ON ledger_attempt BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER ledger_attempt_stays BEFORE DELETE ON ledger_attempt BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER ledger_outcome_keeps BEFORE UPDATE ON ledger_outcome BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER ledger_outcome_stays BEFORE DELETE ON ledger_outcome BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
