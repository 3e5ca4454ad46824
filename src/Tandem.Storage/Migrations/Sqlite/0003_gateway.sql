-- Virtual keys. The secret is kept as a hash only. A row is never deleted: the ledger names keys by id.
CREATE TABLE virtual_key (
    key_id TEXT NOT NULL PRIMARY KEY,
    secret_hash TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    owner TEXT,
    team TEXT,
    role TEXT NOT NULL CHECK (role IN ('user', 'admin')),
    data_class TEXT CHECK (data_class IN ('private', 'shareable')),
    pool TEXT NOT NULL,
    limit_nano_usd INTEGER,
    period TEXT NOT NULL CHECK (period IN ('day', 'week', 'month', 'total')),
    requests_per_minute INTEGER,
    tokens_per_minute INTEGER,
    created_at TEXT NOT NULL,
    expires_at TEXT,
    revoked_at TEXT
);

-- Conversations that a client goes on with by the id of an answer (previous_response_id, thread). Text, and so deletable.
CREATE TABLE kept_conversation (
    owner TEXT NOT NULL,
    answer_id TEXT NOT NULL,
    body BLOB NOT NULL,
    expires_at TEXT NOT NULL,
    PRIMARY KEY (owner, answer_id)
);
CREATE INDEX kept_conversation_expires ON kept_conversation (expires_at);
